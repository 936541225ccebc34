import { minorToNanos, nanosToMinorFloor } from "../money/index.ts";
import { chargebackShares } from "../subject-changes/index.ts";
import type { DisputeState } from "./lifecycle.ts";
import type { BookedPayment } from "./word.ts";

/** A disputed payment's order, as it is now. Nanos of its currency. */
export interface DisputedOrder {
  readonly payment: BookedPayment;
  /** Tax contained in the payment (R3.9). */
  readonly taxNanos: bigint;
  /** What of the payment its other disputes hold or have taken. */
  readonly othersNanos: bigint;
  /**
   * What an order is still good for: credits in its lots; the included usage of its term, while that runs; nothing where it was
   * served to its end, or is of another kind.
   */
  readonly holds: "credits" | "plan" | "nothing";
  /** Of what it holds: not used, and not frozen. For a plan the price less the usage at list price (R3.1). */
  readonly unspentNanos: bigint;
  readonly bonusGrantedNanos: bigint;
  readonly bonusLeftNanos: bigint;
  /** Who paid it: whoever holds the account, or a holder before (C4.10). */
  readonly paidBy: "current" | "previous";
  /** The account's debt now. */
  readonly debtNanos: bigint;
}

/** How the money that a dispute holds divides. Nanos. */
export interface DisputedMoney {
  /** What the payer answers for: never more than was paid, before tax. */
  readonly baseNanos: bigint;
  /** Tax, and what exceeds the payment. */
  readonly beyondNanos: bigint;
}

/** Divides what a dispute withdrew. Tax is its share of the payment's, cut to nanos. */
export function disputedMoney(
  { payment, taxNanos, othersNanos }: DisputedOrder,
  withdrawnNanos: bigint,
): DisputedMoney {
  const paidNanos = minorToNanos(payment.amountMinor, payment.currency);
  const grossNanos = smaller(withdrawnNanos, atLeastZero(paidNanos - othersNanos));
  const baseNanos = grossNanos - (paidNanos === 0n ? 0n : (grossNanos * taxNanos) / paidNanos);
  return { baseNanos, beyondNanos: withdrawnNanos - baseNanos };
}

/** What a dispute may hold back in all: of credits and of the bonus that came with them (R3.4). Nanos. */
export function mostFrozen(
  order: DisputedOrder,
  withdrawnNanos: bigint,
): { readonly paidNanos: bigint; readonly bonusNanos: bigint } {
  const { baseNanos } = disputedMoney(order, withdrawnNanos);
  const priceNanos = minorToNanos(order.payment.amountMinor, order.payment.currency) - order.taxNanos;
  const whole = baseNanos >= priceNanos;
  const bonusNanos = whole
    ? order.bonusGrantedNanos
    : priceNanos <= 0n
      ? 0n
      : (order.bonusGrantedNanos * baseNanos) / priceNanos;
  return { paidNanos: baseNanos, bonusNanos };
}

/** A loss as it is booked. Nanos. */
export interface DisputeLoss {
  /** Frozen, and gone. */
  readonly takenNanos: bigint;
  readonly takenBonusNanos: bigint;
  /** Owed by whoever holds the account. */
  readonly debtNanos: bigint;
  /** Owed by a previous holder, outside this account: a loss of ours until it pays. */
  readonly claimNanos: bigint;
  /** Owed by nobody. */
  readonly beyondNanos: bigint;
}

/** Who bears a lost dispute (C4.10). */
export function lossOf(
  order: DisputedOrder,
  withdrawnNanos: bigint,
  frozen: { readonly paidNanos: bigint; readonly bonusNanos: bigint },
): DisputeLoss {
  const { baseNanos, beyondNanos } = disputedMoney(order, withdrawnNanos);
  const shares = chargebackShares({
    disputedNanos: baseNanos,
    unspentNanos: frozen.paidNanos,
    paidBy: order.paidBy,
  });
  return {
    takenNanos: shares.frozenNanos,
    takenBonusNanos: frozen.bonusNanos,
    debtNanos: shares.debtNanos,
    claimNanos: shares.claimOnPreviousNanos,
    beyondNanos,
  };
}

/** What all disputes of a payment mean for its refunds. */
export interface PaymentDisputes {
  readonly state: "none" | "open" | "won" | "lost";
  /** No refund while one is open, an inquiry included (R2.8). */
  readonly disputeOpen: boolean;
  /** What lost ones took, in minor units of the order's currency: it counts as refunded (R3.8). */
  readonly lostMinor: bigint;
}

/** Adds up the disputes of a payment: open while any is, lost where any was lost. */
export function paymentDisputes(
  disputes: readonly { readonly state: DisputeState; readonly withdrawnNanos: bigint }[],
  currency: BookedPayment["currency"],
): PaymentDisputes {
  const disputeOpen = disputes.some(({ state }) => state === "open" || state === "inquiry");
  const lost = disputes.filter(({ state }) => state === "lost");
  const lostNanos = lost.reduce((sum, each) => sum + each.withdrawnNanos, 0n);
  return {
    state: disputeOpen ? "open" : lost.length > 0 ? "lost" : disputes.length > 0 ? "won" : "none",
    disputeOpen,
    lostMinor: nanosToMinorFloor(lostNanos, currency),
  };
}

const smaller = (one: bigint, other: bigint): bigint => (one < other ? one : other);
const atLeastZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);
