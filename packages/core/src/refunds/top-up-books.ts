import type { TopUpRefundFacts } from "./top-up-facts.ts";

/** Credits used since a top-up was paid (R3.3): what the wallet has used in all, less what it had by then. Nanos. */
export function usedSinceNanos(usedNanos: bigint, usedBeforeNanos: bigint): bigint {
  // Corrections of usage before the payment can lower the total below what it was then.
  return usedNanos > usedBeforeNanos ? usedNanos - usedBeforeNanos : 0n;
}

/** What a bonus lot has lost to usage. Nanos. */
export const spentOfLotNanos = (grantedNanos: bigint, leftNanos: bigint): bigint =>
  grantedNanos > leftNanos ? grantedNanos - leftNanos : 0n;

/** A request that was in flight at submit: what it was promised then, has used since, and what it is promised still. */
export interface InFlight {
  readonly id: string;
  readonly expiresAt: string;
  readonly promisedNanos: bigint;
  readonly usedNanos: bigint;
  readonly leftNanos: bigint;
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * What requests in flight take off a refund (R3.6), never more than was promised to them when it was submitted: what one
 * uses beyond goes to other credits or debt and is no matter of this refund, so that the floor holds.
 * @param usedThenNanos usage since the payment when it was submitted
 */
export function usedInFlight(
  usedThenNanos: bigint,
  requests: readonly InFlight[],
): Pick<TopUpRefundFacts, "usedNanos" | "openHolds"> {
  const counted = requests.map((request) => {
    const usedNanos = smaller(request.usedNanos, request.promisedNanos);
    return {
      ...request,
      usedNanos,
      leftNanos: smaller(request.leftNanos, request.promisedNanos - usedNanos),
    };
  });
  return {
    usedNanos: counted.reduce((sum, { usedNanos }) => sum + usedNanos, usedThenNanos),
    openHolds: counted.flatMap(({ id, expiresAt, leftNanos }) =>
      leftNanos > 0n ? [{ id, expiresAt, creditNanos: leftNanos }] : [],
    ),
  };
}

/** The amounts a settled top-up refund was frozen with. Nanos. */
export interface FrozenTopUp {
  readonly netNanos: bigint;
  readonly taxNanos: bigint;
  readonly feeNanos: bigint;
  readonly remainderNanos: bigint;
  readonly walletDebitNanos: bigint;
}

/**
 * How a settled refund is booked: fee and remainder are revenue only where they left the wallet; with a net debit (R4.4) they
 * stay in it as credits.
 */
export function frozenBooking(frozen: FrozenTopUp) {
  const { netNanos, taxNanos, feeNanos, remainderNanos, walletDebitNanos } = frozen;
  const keepsFee = walletDebitNanos !== netNanos;
  return {
    inTransitNanos: netNanos + taxNanos,
    taxNanos,
    feeNanos: keepsFee ? feeNanos : 0n,
    remainderNanos: keepsFee ? remainderNanos : 0n,
    walletDebitNanos,
  };
}

/** What the wallet gets back when the refund does not arrive: paid credits and the bonus that went with them (R6.4). Nanos. */
export const walletLossNanos = (walletDebitNanos: bigint, forfeitedNanos: bigint): bigint =>
  walletDebitNanos + forfeitedNanos;
