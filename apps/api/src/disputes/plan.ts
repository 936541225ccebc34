import { attempt } from "@tenure/core/lifecycle";
import { subscriptionLifecycle, type SubscriptionState } from "@tenure/core/subscriptions";
import type { Acting } from "../command/command.ts";
import { voidGift } from "../gift-subscriptions/charge-back.ts";
import { endSubscription, subscriptionOfOrder } from "../refunds/subscription-back.ts";

/** Shuts the included usage of a disputed order's term: nobody uses what the bank has taken back. Credits go on. */
export async function shutPlan({ tx, now }: Pick<Acting, "tx" | "now">, orderId: string): Promise<void> {
  const found = await subscriptionOfOrder(tx, orderId);
  if (found !== null)
    await tx.term.update({ where: { id: found.term.id }, data: { disputedAt: new Date(now) } });
}

/** Opens it again. The term keeps its end: the payer had the money meanwhile. */
export async function openPlan({ tx }: Pick<Acting, "tx">, orderId: string): Promise<void> {
  await tx.term.updateMany({ where: { orderId, disputedAt: { not: null } }, data: { disputedAt: null } });
}

/** A lost dispute ends the plan that was paid with it: Free from this commit on, as after a refund (R6.1). A gift is void. */
export async function endDisputedPlan(
  acting: Pick<Acting, "tx" | "now" | "outbox">,
  row: { readonly id: string; readonly orderId: string },
): Promise<void> {
  const { tx, now } = acting;
  await voidGift(acting, row.orderId);
  const found = await subscriptionOfOrder(tx, row.orderId);
  if (found === null) return;
  const { subscription, term } = found;
  const newest = await tx.term.findFirst({
    where: { subscriptionId: subscription.id },
    orderBy: { number: "desc" },
    select: { id: true },
  });
  // A later term was paid by itself and goes on.
  if (newest?.id !== term.id || term.endedAt !== null) return;
  const move = attempt(subscriptionLifecycle, subscription.state as SubscriptionState, "refund");
  if (move.legal)
    await tx.subscription.update({
      where: { id: subscription.id, state: subscription.state },
      data: { state: move.to },
    });
  await endSubscription(
    tx,
    { id: row.id, orderId: row.orderId, subscriptionStateBefore: subscription.state },
    now,
  );
}
