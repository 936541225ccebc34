import { floorToMinor, minorToNanos, nanosToMinorFloor, shareBps } from "../money/index.ts";
import type { RefundConcession, SubscriptionRefundFacts } from "./facts.ts";
import { type CyclePayment, type RefundLeg, refundLegs } from "./legs.ts";
import { refundStatesUnderWay } from "./lifecycle.ts";

/** What the amount of a subscription refund depends on. */
export type RefundAmountInput = Pick<
  SubscriptionRefundFacts,
  "currency" | "payments" | "earlierRefunds" | "usedNanos" | "concession"
>;

/** A worked-out refund; all amounts in nanos of the order's currency, none negative. */
export interface RefundAmounts {
  /** Before tax. */
  readonly paidNanos: bigint;
  readonly usedNanos: bigint;
  /** The part of the usage that a reviewer does not count (R5.2); never more than there was. */
  readonly excusedNanos: bigint;
  /** Requests counted in full although they did not report, see {@link refundAmounts}. */
  readonly unsettledNanos: bigint;
  readonly alreadyRefundedNanos: bigint;
  /** By how much usage and earlier refunds exceed the payment. */
  readonly beyondNanos: bigint;
  /** B of R3.7. */
  readonly balanceNanos: bigint;
  readonly feeNanos: bigint;
  readonly netNanos: bigint;
  readonly remainderNanos: bigint;
  readonly taxNanos: bigint;
  /** Net and tax: what reaches the customer. */
  readonly finalNanos: bigint;
  /** One leg per payment, adding up to the final amount; null where it cannot be paid (R2.9). */
  readonly legs: readonly RefundLeg[] | null;
}

/**
 * The refund of a subscription order (R3.1, R3.7, R3.8, R3.9).
 * @param unsettledNanos usage counted besides `usedNanos`: holds that count in full (R3.6).
 */
export function refundAmounts(input: RefundAmountInput, feeBps: number, unsettledNanos = 0n): RefundAmounts {
  const { currency, payments, usedNanos } = input;
  const taxPaidNanos = payments.reduce((sum, payment) => sum + payment.taxNanos, 0n);
  const paidNanos =
    payments.reduce((sum, payment) => sum + minorToNanos(payment.amountMinor, currency), 0n) - taxPaidNanos;
  const alreadyRefundedNanos = grossRefundedNanos(input, "counted") + lostNanos(input);
  const excusedNanos = excusedOf(input, usedNanos);
  const restNanos = paidNanos - usedNanos + excusedNanos - unsettledNanos - alreadyRefundedNanos;
  const balanceNanos = restNanos > 0n ? restNanos : 0n;

  const bps = BigInt(feeBps);
  const feeNanos = shareBps(balanceNanos, bps);
  // Rounded once: nanos divide the minor unit, so cutting to nanos first changes nothing.
  const netNanos = floorToMinor(shareBps(balanceNanos, 10_000n - bps), currency);
  const taxNanos = paidNanos > 0n ? floorToMinor((taxPaidNanos * netNanos) / paidNanos, currency) : 0n;
  const finalNanos = netNanos + taxNanos;
  return {
    paidNanos,
    usedNanos,
    excusedNanos,
    unsettledNanos,
    alreadyRefundedNanos,
    beyondNanos: restNanos < 0n ? -restNanos : 0n,
    balanceNanos,
    feeNanos,
    netNanos,
    remainderNanos: balanceNanos - feeNanos - netNanos,
    taxNanos,
    finalNanos,
    legs: refundLegs(nanosToMinorFloor(finalNanos, currency), cyclePayments(input)),
  };
}

type EarlierRefund = RefundAmountInput["earlierRefunds"][number];

/** Whether the money of an earlier refund has left, or is promised some other way (R6.4). */
export const isGone = ({ state, owed }: EarlierRefund): boolean => state === "refunded" || owed === true;

const countsAsReturned = (refund: EarlierRefund): boolean =>
  isGone(refund) || refundStatesUnderWay.has(refund.state);

/**
 * The gross of earlier refunds (R3.8). `counted`: paid or still under way. `partial`: of these, the ones that did not
 * take the whole order. `paid`: those whose money has moved.
 */
export function grossRefundedNanos(
  input: Pick<RefundAmountInput, "earlierRefunds">,
  which: "counted" | "partial" | "paid",
): bigint {
  return input.earlierRefunds
    .filter((refund) => {
      if (which === "paid") return isGone(refund);
      return countsAsReturned(refund) && (which === "counted" || refund.extent === "partial");
    })
    .reduce((sum, refund) => sum + refund.grossNanos, 0n);
}

/** What lost disputes took, before tax (R3.8): each loss less its share of the payment's tax. */
export function lostNanos(input: Pick<RefundAmountInput, "payments" | "currency">): bigint {
  return input.payments.reduce((sum, payment) => {
    const lost = minorToNanos(payment.lostMinor, input.currency);
    if (lost === 0n || payment.amountMinor === 0n) return sum + lost;
    return sum + lost - (payment.lostMinor * payment.taxNanos) / payment.amountMinor;
  }, 0n);
}

/** The payments of an order as legs are made from them. */
export function cyclePayments(input: Pick<RefundAmountInput, "payments" | "earlierRefunds">): CyclePayment[] {
  const returned = (paymentId: string): bigint =>
    input.earlierRefunds
      .filter(countsAsReturned)
      .flatMap((refund) => refund.legs)
      .filter((leg) => leg.paymentId === paymentId)
      .reduce((sum, leg) => sum + leg.amountMinor, 0n);
  return input.payments.map((payment) => ({
    paymentId: payment.id,
    amountMinor: payment.amountMinor,
    lostMinor: payment.lostMinor,
    returnedMinor: returned(payment.id),
    minimumMinor: payment.minimumRefundMinor,
  }));
}

/** The fee that applies: the policy's, or the lower one that a reviewer allowed (R5.2). */
export const feeBpsOf = (
  input: { readonly concession?: RefundConcession | undefined },
  feeBps: number,
): number => Math.min(input.concession?.feeBps ?? feeBps, feeBps);

/** The part of some usage that a reviewer does not count (R5.2), never more than there was. Nanos. */
export function excusedOf(
  input: { readonly concession?: RefundConcession | undefined },
  countedNanos: bigint,
): bigint {
  const excusableNanos = input.concession?.excusedUsageNanos ?? 0n;
  return excusableNanos < countedNanos ? excusableNanos : countedNanos;
}

/** Total of holds, nanos. */
export const heldNanos = (holds: readonly { readonly planNanos: bigint }[]): bigint =>
  holds.reduce((sum, hold) => sum + hold.planNanos, 0n);

/** What the customer would receive: the final amount, or nothing where it cannot be paid (R2.9). */
export const payableNanos = (amounts: RefundAmounts): bigint =>
  amounts.legs === null ? 0n : amounts.finalNanos;

/** What reaches the customer of a frozen refund: net and returned tax (R3.9). Nanos. */
export const finalOfFrozen = (frozen: { readonly netNanos: bigint; readonly taxNanos: bigint }): bigint =>
  frozen.netNanos + frozen.taxNanos;

/** What stays earned of a payment once its refundable balance has left. Nanos, before tax. */
export const earnedNanos = (paidNanos: bigint, grossRefundedNanos: bigint): bigint =>
  paidNanos - grossRefundedNanos;
