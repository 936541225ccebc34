import type { ReconciledObject } from "./classify.ts";
import type { Here, There } from "./sides.ts";

/** What one payment adds to the totals of a side. */
export interface Contribution {
  readonly object: ReconciledObject;
  readonly side: "there" | "here";
  readonly currency: string;
  readonly amountMinor: bigint;
}

/**
 * What counts on each side: payments that were captured, refunds that were paid and did not come back, disputes that
 * are open or lost. A dispute of ours counts with what the provider says it is about, since we keep no amount of our own.
 */
export function contributionsOf(there: There, here: Here): readonly Contribution[] {
  const known = here.payment !== null && here.payment.disputeState !== "none" && here.payment.disputeState !== "won";
  const weighty = there.disputes.filter((each) => each.state !== "won");
  const of = (object: ReconciledObject, side: Contribution["side"]) =>
    ({ amountMinor, currency }: { amountMinor: bigint; currency: string }): Contribution => ({
      object,
      side,
      currency,
      amountMinor,
    });
  return [
    ...(there.payment?.captured === true ? [there.payment] : []).map(of("payment", "there")),
    ...(here.payment === null ? [] : [here.payment]).map(of("payment", "here")),
    ...there.refunds.filter((each) => each.state === "refunded" && !each.returned).map(of("refund", "there")),
    ...here.legs.filter((each) => each.state === "refunded").map(of("refund", "here")),
    ...weighty.map(of("dispute", "there")),
    ...(known ? weighty : []).map(of("dispute", "here")),
  ];
}
