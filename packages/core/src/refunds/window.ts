import type { Policy } from "../policy/index.ts";
import { type Instant, msBetween, plusHours } from "../time/index.ts";
import type { SubscriptionRefundFacts } from "./facts.ts";

/** The refund window of an order (R1.1, R1.3). */
export interface RefundWindow {
  readonly opensAt: Instant;
  /** The last moment inside. */
  readonly closesAt: Instant;
  /** From the request to the close; negative when it was too late (R2.1). */
  readonly remainingMs: number;
}

/**
 * The window of a subscription order, or null while it is unpaid. It opens with the payment, for a renewal with the
 * subscription's first payment unless the policy lets a renewal open it again. Judged at the request's receipt (R5.2).
 */
export function refundWindow(
  facts: Pick<SubscriptionRefundFacts, "requestedAt"> & {
    readonly order: Pick<SubscriptionRefundFacts["order"], "paidAt" | "subscribedAt" | "origin">;
  },
  policy: Policy,
): RefundWindow | null {
  const { paidAt, subscribedAt, origin } = facts.order;
  if (paidAt === null) return null;
  const fromSubscribing = origin === "renewal" && !policy.refunds.renewalReopensWindow;
  const opensAt = fromSubscribing ? (subscribedAt ?? paidAt) : paidAt;
  const closesAt = plusHours(opensAt, policy.refunds.windowHours);
  return { opensAt, closesAt, remainingMs: msBetween(facts.requestedAt, closesAt) };
}

/** The window of a top-up order (R1.2), each on its own; null while it is unpaid. */
export const topUpWindow = (
  {
    requestedAt,
    order,
  }: { readonly requestedAt: Instant; readonly order: { readonly paidAt: Instant | null } },
  policy: Policy,
): RefundWindow | null =>
  refundWindow({ requestedAt, order: { paidAt: order.paidAt, subscribedAt: null, origin: "new" } }, policy);
