import { type DisputeState, type PaymentDisputes, paymentDisputes } from "@tenure/core/disputes";
import type { Currency } from "@tenure/core/money";

/** What of a payment's disputes its refunds must know, to be read with it. */
export const disputesOfPayment = { select: { state: true, withdrawnNanos: true } } as const;

/**
 * What the disputes of a payment mean for its refunds (R2.8, R3.8). One that was heard of before disputes had rows of their own
 * counts with the whole payment.
 */
export function disputesIn(
  payment: {
    readonly amountMinor: bigint;
    readonly disputeState: string;
    readonly disputes: readonly { readonly state: string; readonly withdrawnNanos: bigint }[];
  },
  currency: Currency,
): Pick<PaymentDisputes, "disputeOpen" | "lostMinor"> {
  if (payment.disputes.length === 0)
    return {
      disputeOpen: payment.disputeState === "open",
      lostMinor: payment.disputeState === "lost" ? payment.amountMinor : 0n,
    };
  const { disputeOpen, lostMinor } = paymentDisputes(
    payment.disputes.map((each) => ({ ...each, state: each.state as DisputeState })),
    currency,
  );
  return { disputeOpen, lostMinor };
}
