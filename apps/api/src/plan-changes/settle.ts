import { attempt } from "@tenure/core/lifecycle";
import { planChangeLifecycle, type PlanChangeState } from "@tenure/core/subscriptions";
import type { Instant } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import type { Acting } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { queueNotice } from "../notices/queue.ts";
import { changeDroppedByCancel } from "./scheduled.ts";

/** What comes before a change that waits. */
export type DropReason = "replaced" | "upgrade" | "cancellation" | "refund";

/**
 * Drops the change that waits for a subscription, in the command that gives the reason; one that a cancellation had
 * dropped does not come back with it any more either. One that waits when the subscription ends is dropped by the
 * database.
 * @returns the id of the change that waited, or null where none did
 */
export async function dropScheduled(
  { tx, now }: { readonly tx: Tx; readonly now: Instant },
  subscriptionId: string,
  because: DropReason,
  refundId: string | null = null,
): Promise<string | null> {
  const reason = { droppedBecause: because, droppedByRefundId: refundId };
  const canceled = await changeDroppedByCancel(tx, await canceledOf(tx, subscriptionId));
  if (canceled !== null)
    await tx.planChange.update({ where: { id: canceled.id, state: "dropped" }, data: reason });
  const change = await tx.planChange.findFirst({ where: { subscriptionId, state: "scheduled" } });
  if (change === null) return null;
  const move = attempt(planChangeLifecycle, "scheduled", "drop");
  if (!move.legal) throw new Error("a change that waits can be dropped");
  await tx.planChange.update({
    where: { id: change.id, state: "scheduled" },
    data: { state: move.to, settledAt: new Date(now), ...reason },
  });
  return change.id;
}

/**
 * Brings back the changes that a refund dropped, with the term the refund gave up (R6.4): the one that waited waits
 * again, the one that a cancellation had dropped comes back with that cancellation again.
 */
export async function restoreDropped(tx: Tx, subscriptionId: string, refundId: string): Promise<void> {
  const changes = await tx.planChange.findMany({ where: { subscriptionId, droppedByRefundId: refundId } });
  const { canceledAt } = await canceledOf(tx, subscriptionId);
  for (const change of changes)
    if (canceledAt !== null && change.settledAt?.toISOString() === canceledAt)
      await tx.planChange.update({
        where: { id: change.id, state: change.state },
        data: { droppedBecause: "cancellation", droppedByRefundId: null },
      });
    else await restore(tx, change);
}

/** Brings back the change that a cancellation dropped, in the command that takes the cancellation back (T2.6). */
export async function restoreAfterCancel(
  tx: Tx,
  running: { readonly id: string; readonly canceledAt: string | null },
): Promise<void> {
  const dropped = await changeDroppedByCancel(tx, running);
  if (dropped !== null) await restore(tx, { id: dropped.id, subscriptionId: running.id, state: "dropped" });
}

async function restore(
  tx: Tx,
  change: { readonly id: string; readonly subscriptionId: string; readonly state: string },
): Promise<void> {
  const { subscriptionId } = change;
  const move = attempt(planChangeLifecycle, change.state as PlanChangeState, "restore");
  if (!move.legal) return;
  // Something else was arranged meanwhile: that stands.
  if ((await tx.planChange.count({ where: { subscriptionId, state: "scheduled" } })) > 0) return;
  await tx.planChange.update({
    where: { id: change.id, state: change.state },
    data: { state: move.to, settledAt: null, droppedBecause: null, droppedByRefundId: null },
  });
}

async function canceledOf(tx: Tx, subscriptionId: string) {
  const { id, canceledAt } = await tx.subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    select: { id: true, canceledAt: true },
  });
  return { id, canceledAt: canceledAt?.toISOString() ?? null };
}

/**
 * The renewal brought what was arranged: called by the command that begins the new term, or ends the subscription
 * because Free was chosen. A renewal at another price leaves the change waiting.
 * @param planPriceId of the term that begins; null for Free
 */
export async function applyScheduled(
  { tx, now, context, outbox }: Acting,
  subscriptionId: string,
  renewed: { readonly planPriceId: string | null; readonly startsAt: Instant },
): Promise<void> {
  const change = await tx.planChange.findFirst({
    where: { subscriptionId, state: "scheduled" },
    include: { planPrice: true },
  });
  if (change === null) return;
  const free = change.planPrice.amountNanos === 0n;
  if (renewed.planPriceId === null ? !free : change.planPriceId !== renewed.planPriceId) return;
  const move = attempt(planChangeLifecycle, "scheduled", "apply");
  if (!move.legal) throw new Error("a change that waits can be applied");
  await tx.planChange.update({
    where: { id: change.id, state: "scheduled" },
    data: { state: move.to, settledAt: new Date(now) },
  });
  const account = await readAccount(tx, context.accountId ?? "");
  await queueNotice(tx, outbox, {
    kind: "plan_change_applied",
    dedupeKey: `plan_change_applied:${change.id}`,
    accountId: account.id,
    to: await ownerOf(tx, account.id),
    now,
    zone: account.timeZone,
    params: { plan: change.planPrice.planId, at: renewed.startsAt },
  });
}
