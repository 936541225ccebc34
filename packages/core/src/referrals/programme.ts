import type { Currency } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { type Instant, plusHours, plusMs } from "../time/index.ts";

/** An order as the programme sees it when it is paid. */
export interface ReferredOrder {
  readonly kind: string;
  /** Whether it was received as a gift: somebody else paid it. */
  readonly gift: boolean;
  readonly currency: Currency;
  /** Before tax. Nanos. */
  readonly amountNanos: bigint;
  readonly paidAt: Instant;
}

/** The last instant at which an order of an invited account can be paid to count. */
export const invitationEndsAt = (invitedAt: Instant, policy: Policy): Instant =>
  plusHours(invitedAt, 24 * policy.referrals.invitationDays);

/**
 * Whether an order earns its referrer a reward, if it stands: a subscription or a top-up of at least the minimum, paid
 * within the life of the invitation. The first such order is the one.
 */
export function qualifies(order: ReferredOrder, invitedAt: Instant, policy: Policy): boolean {
  const offer = policy.referrals.offers[order.currency];
  return (
    offer !== undefined &&
    (order.kind === "subscription" || order.kind === "top_up") &&
    !order.gift &&
    order.amountNanos >= offer.minimumOrderNanos &&
    order.paidAt <= invitationEndsAt(invitedAt, policy)
  );
}

/** The first instant after the order's refund window: its last one is still inside (R1.3), and could still be used. */
export const referralDueAt = (paidAt: Instant, policy: Policy): Instant =>
  plusMs(plusHours(paidAt, policy.refunds.windowHours), 1);
