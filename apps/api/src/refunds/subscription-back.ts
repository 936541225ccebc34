import { attempt } from "@tenure/core/lifecycle";
import { type SubscriptionState, subscriptionLifecycle } from "@tenure/core/subscriptions";
import type { Instant } from "@tenure/core/time";
import type { Acting } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { giftsGoOn } from "../gift-subscriptions/go-on.ts";
import { bringGiftBack } from "../gift-subscriptions/bring-back.ts";
import { dropScheduled, restoreDropped } from "../plan-changes/settle.ts";
import { resumeEarlier, suspendAgain } from "../plan-changes/suspension.ts";

/** The subscription an order paid for, with its newest term, or null. */
export async function subscriptionOfOrder(tx: Tx, orderId: string) {
  const term = await tx.term.findFirst({
    where: { orderId },
    orderBy: { number: "desc" },
    include: { subscription: true, planPrice: true },
  });
  return term === null ? null : { term, subscription: term.subscription };
}

/** The refund that gives a term up. */
interface GivenUp {
  readonly id: string;
  readonly orderId: string;
  readonly subscriptionStateBefore: string | null;
}

/**
 * The account is on Free from this commit on (R6.1); where an upgrade was refunded, the earlier term runs again. What
 * was arranged for the end of the term goes with it.
 */
export async function endSubscription(tx: Tx, refund: GivenUp, now: Instant): Promise<void> {
  const found = await subscriptionOfOrder(tx, refund.orderId);
  if (found === null) return;
  await dropScheduled({ tx, now }, found.subscription.id, "refund", refund.id);
  const { state } = found.subscription;
  const before = { state, stateBefore: refund.subscriptionStateBefore };
  if (await resumeEarlier(tx, found.term, before, now)) return;
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
  await giftsGoOn(tx, found.subscription.id, now);
}

/**
 * Leads a subscription back to what it was before its refund, or revives it where it had ended (R6.4). One that was
 * cancelled is cancelled again: its owner had asked for no further renewal, and a bounce is no change of mind.
 */
export async function bringSubscriptionBack(
  acting: Pick<Acting, "tx" | "now" | "outbox">,
  refund: GivenUp,
  endsAt: Instant | null,
): Promise<void> {
  const { tx, now } = acting;
  const { orderId } = refund;
  await bringGiftBack(acting, orderId, endsAt);
  const found = await subscriptionOfOrder(tx, orderId);
  if (found === null) return;
  const earlier = await resumedTermOf(tx, found.term);
  if (earlier !== null && endsAt !== null) {
    const upgrade = { ...found.term, planId: found.term.planPrice.planId };
    await suspendAgain(tx, upgrade, earlier, endsAt, now);
    await dropScheduled({ tx, now }, found.subscription.id, "upgrade");
    await restoreDropped(tx, found.subscription.id, refund.id);
    return;
  }
  const from = found.subscription.state as SubscriptionState;
  const { canceledAt, lastTermNumber } = found.subscription;
  const move = attempt(subscriptionLifecycle, from, wayBack(from, canceledAt !== null));
  if (!move.legal) return;
  await tx.subscription.update({
    where: { id: found.subscription.id, state: from },
    data: {
      state: move.to,
      endedAt: null,
      // The earlier term that had come back meanwhile may have been of another plan, and cancelled with it.
      planId: found.term.planPrice.planId,
      ...(canceledAt === null ? {} : { lastTermNumber: Math.max(lastTermNumber ?? 0, found.term.number) }),
    },
  });
  await tx.term.update({
    where: { id: found.term.id },
    data: { endedAt: null, ...(endsAt === null ? {} : { endsAt: new Date(endsAt) }) },
  });
  await restoreDropped(tx, found.subscription.id, refund.id);
}

/** The earlier term that runs because its upgrade was refunded, by its id; null where it is not so. */
export async function resumedTermOf(
  tx: Tx,
  upgrade: {
    readonly suspendsTermId: string | null;
    readonly subscriptionId: string;
    readonly endedAt: Date | null;
  },
): Promise<string | null> {
  if (upgrade.suspendsTermId === null || upgrade.endedAt === null) return null;
  const newest = await tx.term.findFirst({
    where: {
      subscriptionId: upgrade.subscriptionId,
      endedAt: null,
      // What is being charged for is the term after it: that one comes.
      subscription: { state: { in: ["active", "canceling"] }, renewals: { none: { settledAt: null } } },
    },
    orderBy: { number: "desc" },
  });
  return newest?.id === upgrade.suspendsTermId ? newest.id : null;
}

const wayBack = (from: SubscriptionState, wasCanceling: boolean) =>
  from === "ended"
    ? wasCanceling
      ? "revive_canceling"
      : "revive"
    : wasCanceling
      ? "refund_failed_canceling"
      : "refund_failed";
