import { attempt } from "@tenure/core/lifecycle";
import { type SubscriptionState, subscriptionLifecycle } from "@tenure/core/subscriptions";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { bringGiftBack } from "../gift-subscriptions/bring-back.ts";

/** The subscription an order paid for, with its newest term, or null. */
export async function subscriptionOfOrder(tx: Tx, orderId: string) {
  const term = await tx.term.findFirst({
    where: { orderId },
    orderBy: { number: "desc" },
    include: { subscription: true },
  });
  return term === null ? null : { term, subscription: term.subscription };
}

/** The account is on Free from this commit on (R6.1). */
export async function endSubscription(tx: Tx, orderId: string, now: Instant): Promise<void> {
  const found = await subscriptionOfOrder(tx, orderId);
  if (found === null) return;
  const move = attempt(
    subscriptionLifecycle,
    found.subscription.state as SubscriptionState,
    "refund_succeeded",
  );
  if (!move.legal) return;
  await tx.subscription.update({
    where: { id: found.subscription.id, state: found.subscription.state },
    data: { state: move.to, endedAt: new Date(now) },
  });
  await tx.term.update({ where: { id: found.term.id }, data: { endedAt: new Date(now) } });
}

/**
 * Leads a subscription back to what it was before its refund, or revives it where it had ended (R6.4). One that was
 * cancelled is cancelled again: its owner had asked for no further renewal, and a bounce is no change of mind.
 */
export async function bringSubscriptionBack(
  tx: Tx,
  orderId: string,
  stateBefore: string | null,
  endsAt: Instant | null,
): Promise<void> {
  await bringGiftBack(tx, orderId, endsAt);
  const found = await subscriptionOfOrder(tx, orderId);
  if (found === null) return;
  const from = found.subscription.state as SubscriptionState;
  const action = wayBack(from, stateBefore === "canceling");
  const move = attempt(subscriptionLifecycle, from, action);
  if (!move.legal) return;
  await tx.subscription.update({
    where: { id: found.subscription.id, state: from },
    data: { state: move.to, endedAt: null },
  });
  await tx.term.update({
    where: { id: found.term.id },
    data: { endedAt: null, ...(endsAt === null ? {} : { endsAt: new Date(endsAt) }) },
  });
}

const wayBack = (from: SubscriptionState, wasCanceling: boolean) =>
  from === "ended"
    ? wasCanceling
      ? "revive_canceling"
      : "revive"
    : wasCanceling
      ? "refund_failed_canceling"
      : "refund_failed";
