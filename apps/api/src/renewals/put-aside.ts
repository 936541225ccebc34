import { attempt } from "@tenure/core/lifecycle";
import { subscriptionLifecycle, type SubscriptionState } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, plainCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { closeAlert } from "../payments/alerts.ts";

const input = z.strictObject({ subscriptionId: z.uuid() });

/** A subscription whose renewal was put aside as impossible, with its newest term. @throws AppError `not_found` */
async function putAside(tx: Tx, subscriptionId: string) {
  const subscription = await tx.subscription.findFirst({
    where: { id: subscriptionId, renewsAt: null, state: { in: ["active", "canceling"] } },
  });
  const term = await tx.term.findFirst({
    where: { subscriptionId, endedAt: null },
    orderBy: { number: "desc" },
  });
  const open = await tx.renewal.findFirst({ where: { subscriptionId, settledAt: null } });
  if (subscription === null || term === null || open !== null)
    throw new AppError("not_found", "No renewal of this subscription was put aside.");
  return { subscription, term };
}

const close = ({ tx, now }: Acting, subscriptionId: string) =>
  closeAlert(tx, "renewal_impossible", subscriptionId, now);

/** Looks at a renewal again that was put aside: what kept it from being decided was mended. */
export const resumeRenewal = plainCommand({
  name: "renewals.resume",
  input,
  async apply(acting, { subscriptionId }) {
    const { tx, outbox } = acting;
    const { term } = await putAside(tx, subscriptionId);
    await tx.subscription.update({ where: { id: subscriptionId }, data: { renewsAt: term.endsAt } });
    await close(acting, subscriptionId);
    await outbox.enqueue(tx, "subscriptions.renew", {}, { singletonKey: "schedule" });
    return {
      answer: { endsAt: term.endsAt.toISOString() },
      target: { kind: "subscription", id: subscriptionId },
      after: { renewsAt: term.endsAt.toISOString() },
    };
  },
});

/**
 * Ends a subscription with the term that was paid last, where what came after it was not served and is not charged: its
 * renewal was put aside. The account is on Free and may subscribe again.
 */
export const endUnserved = plainCommand({
  name: "renewals.end_unserved",
  input,
  async apply(acting, { subscriptionId }) {
    const { tx, now, context, outbox } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const { subscription, term } = await putAside(tx, subscriptionId);
    const from = subscription.state as SubscriptionState;
    const move = attempt(subscriptionLifecycle, from, "terminate");
    const endsAt = term.endsAt.toISOString();
    if (!move.legal || endsAt > now)
      throw new AppError("conflict", "The paid term of this subscription still runs.");
    await tx.subscription.update({
      where: { id: subscriptionId, state: from },
      data: { state: move.to, endedAt: term.endsAt },
    });
    await close(acting, subscriptionId);
    await queueNotice(tx, outbox, {
      kind: "plan_ended_at_term",
      dedupeKey: `plan_ended_at_term:${subscriptionId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: { plan: subscription.planId, endedAt: endsAt },
    });
    return {
      answer: { endsAt },
      target: { kind: "subscription", id: subscriptionId },
      before: { state: from },
      after: { state: move.to },
    };
  },
});
