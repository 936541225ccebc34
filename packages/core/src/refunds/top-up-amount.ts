import { floorToMinor, minorToNanos, nanosToMinorFloor, shareBps } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { cyclePayments, excusedOf, feeBpsOf, grossRefundedNanos, lostNanos } from "./amount.ts";
import { type RefundLeg, refundLegs } from "./legs.ts";
import type { TopUpRefundFacts } from "./top-up-facts.ts";

/** A worked-out refund of a top-up; all amounts in nanos of the wallet's currency, none negative. */
export interface TopUpRefundAmounts {
  /** Before tax. */
  readonly paidNanos: bigint;
  readonly usedNanos: bigint;
  /** By lot: bonus credits that usage took. Literally their usage is in `usedNanos`. */
  readonly bonusSpentNanos: bigint;
  /** The part of the usage that a reviewer does not count (R5.2), see {@link excusableTopUpNanos}. */
  readonly excusedNanos: bigint;
  /** By lot: what requests that were in flight at submit used since. Literally it is in `usedNanos`. */
  readonly inFlightNanos: bigint;
  /** Requests counted in full although they did not report (R3.6). */
  readonly unsettledNanos: bigint;
  readonly alreadyRefundedNanos: bigint;
  /** By how much usage and earlier refunds exceed the payment. */
  readonly beyondNanos: bigint;
  /** What the formula would return beyond the unused paid credits of the order (R1.2). */
  readonly cappedNanos: bigint;
  /** B of R3.7. */
  readonly balanceNanos: bigint;
  readonly feeNanos: bigint;
  readonly netNanos: bigint;
  readonly remainderNanos: bigint;
  readonly taxNanos: bigint;
  /** Net and tax: what reaches the customer. */
  readonly finalNanos: bigint;
  /** What the wallet loses (R4.4): the balance, or only the net. */
  readonly walletDebitNanos: bigint;
  /** One leg per payment, adding up to the final amount; null where it cannot be paid (R2.9). */
  readonly legs: readonly RefundLeg[] | null;
}

/** What the amount of a top-up refund depends on, of the policy. */
type RefundTerms = Pick<Policy["refunds"], "feeBps" | "attribution" | "walletDebit">;

const atLeastZero = (amountNanos: bigint): bigint => (amountNanos > 0n ? amountNanos : 0n);

/** The usage that lessens a refund and that a reviewer may therefore not count: all of it, or by lot the spent bonus. Nanos. */
export const excusableTopUpNanos = (
  facts: Pick<TopUpRefundFacts, "usedNanos" | "bonusSpentNanos">,
  { attribution }: Pick<RefundTerms, "attribution">,
): bigint => (attribution === "literal" ? facts.usedNanos : facts.bonusSpentNanos);

/**
 * The refund of a top-up order (R3.3, R1.2, R3.7–R3.9). Literally: paid less all usage since, less what was refunded, but
 * never more than the unused paid credits of this order. By lot: the unused paid credits less the spent bonus.
 * @param unsettledNanos usage counted besides `usedNanos`: holds that count in full (R3.6).
 * @param usedInFlightNanos by lot, when it settles: what `usedNanos` has grown by since it was submitted.
 */
export function topUpRefundAmounts(
  facts: TopUpRefundFacts,
  { attribution, walletDebit, ...terms }: RefundTerms,
  unsettledNanos = 0n,
  usedInFlightNanos = 0n,
): TopUpRefundAmounts {
  const { currency, payments, usedNanos, unusedPaidNanos } = facts;
  const literally = attribution === "literal";
  const taxPaidNanos = payments.reduce((sum, payment) => sum + payment.taxNanos, 0n);
  const paidNanos =
    payments.reduce((sum, payment) => sum + minorToNanos(payment.amountMinor, currency), 0n) - taxPaidNanos;
  const alreadyRefundedNanos = grossRefundedNanos(facts, "counted") + lostNanos(facts);
  const bonusSpentNanos = literally ? 0n : facts.bonusSpentNanos;
  const inFlightNanos = literally ? 0n : usedInFlightNanos;
  const excusedNanos = excusedOf(facts, excusableTopUpNanos(facts, { attribution }));
  const restNanos = literally
    ? paidNanos - usedNanos + excusedNanos - unsettledNanos - alreadyRefundedNanos
    : unusedPaidNanos - bonusSpentNanos + excusedNanos - inFlightNanos - unsettledNanos;
  const cappedNanos = atLeastZero(atLeastZero(restNanos) - unusedPaidNanos);
  const balanceNanos = atLeastZero(restNanos) - cappedNanos;

  const bps = BigInt(feeBpsOf(facts, terms.feeBps));
  const feeNanos = shareBps(balanceNanos, bps);
  // Rounded once: nanos divide the minor unit, so cutting to nanos first changes nothing.
  const netNanos = floorToMinor(shareBps(balanceNanos, 10_000n - bps), currency);
  const taxNanos = paidNanos > 0n ? floorToMinor((taxPaidNanos * netNanos) / paidNanos, currency) : 0n;
  const finalNanos = netNanos + taxNanos;
  return {
    paidNanos,
    usedNanos,
    bonusSpentNanos,
    excusedNanos,
    inFlightNanos,
    unsettledNanos,
    alreadyRefundedNanos,
    beyondNanos: atLeastZero(-restNanos),
    cappedNanos,
    balanceNanos,
    feeNanos,
    netNanos,
    remainderNanos: balanceNanos - feeNanos - netNanos,
    taxNanos,
    finalNanos,
    walletDebitNanos: walletDebit === "gross" ? balanceNanos : netNanos,
    legs: refundLegs(nanosToMinorFloor(finalNanos, currency), cyclePayments(facts)),
  };
}

/** Credits promised to requests in flight, nanos. */
export const heldCreditNanos = (facts: Pick<TopUpRefundFacts, "openHolds">): bigint =>
  facts.openHolds.reduce((sum, hold) => sum + hold.creditNanos, 0n);
