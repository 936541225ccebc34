import { subscriptionRefundFactsSchema, topUpRefundFactsSchema } from "@tenure/core/refunds";
import type { Refund } from "./types.ts";

/** How many requests were in flight when the refund was submitted; 0 where the decision is of another kind. */
export function openHoldCount(decision: Refund["decision"]): number {
  if (decision === null) return 0;
  const { facts } = decision;
  const ofPlan = subscriptionRefundFactsSchema.safeParse(facts).data?.openHolds;
  return (ofPlan ?? topUpRefundFactsSchema.safeParse(facts).data?.openHolds)?.length ?? 0;
}
