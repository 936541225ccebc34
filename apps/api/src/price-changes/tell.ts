import { cancelBy, placeOfTerm, priceChangeFor } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { ownerOf, type Recipient } from "../accounts/owner.ts";
import { type Acting, plainCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Env } from "../env.ts";
import { signLink } from "../notices/link-token.ts";
import { queueNotice, writeNotice } from "../notices/queue.ts";
import { openAlert } from "../payments/alerts.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import { CANCEL_LINK } from "./cancel-link.ts";

/** Tries to reach somebody: the owner, then the address of the billing details, then a person has to look. */
const MAX_ATTEMPTS = 3;

/** Where links lead and what signs them. */
export type LinkEnv = Pick<Env, "publicUrl" | "secret">;

/**
 * Tells the owner of one subscription of a raise (T3.2), or of its being taken back. Told once: a second run finds the
 * row. Where the mail came back, another address that is known is tried; where none is, an operator is told.
 */
export const tell = (env: LinkEnv) =>
  plainCommand({
    name: "price_changes.tell",
    input: z.strictObject({ priceChangeId: z.uuid(), subscriptionId: z.uuid(), again: z.boolean() }),
    async apply(acting, { priceChangeId, subscriptionId, again }) {
      const { tx, context } = acting;
      const nothing = {
        answer: { told: false },
        target: { kind: "subscription", id: subscriptionId },
      };
      const change = await tx.priceChange.findUniqueOrThrow({
        where: { id: priceChangeId },
        include: { nextPrice: true },
      });
      const written = await tx.priceChangeNotice.findMany({
        where: { priceChangeId, subscriptionId },
        orderBy: { attempt: "asc" },
        include: { notice: true },
      });
      if (change.state !== "scheduled") {
        const told = written.find(({ notice }) => notice?.sentAt != null && notice.bouncedAt === null);
        if (told === undefined) return nothing;
        await tellTakenBack(acting, change.planId, priceChangeId, subscriptionId);
        return { ...nothing, answer: { told: true } };
      }
      const standing = await standingOf(tx, subscriptionId);
      if (standing === null || change.nextPrice.amountNanos <= standing.planPrice.amountNanos) return nothing;
      if (standing.planPrice.version >= change.nextPrice.version) return nothing;
      if (change.nextPrice.interval !== standing.planPrice.interval) return nothing;
      if (change.nextPrice.currency !== standing.planPrice.currency) return nothing;
      if (
        written.some(
          ({ notice }) => notice !== null && notice.bouncedAt === null && notice.state !== "failed",
        )
      )
        return nothing;
      const to = await nextRecipient(
        tx,
        context.accountId ?? "",
        again ? [] : written.flatMap(({ notice }) => notice?.recipient ?? []),
      );
      const giveUp = to === null || (written.length >= MAX_ATTEMPTS && !again);
      if (giveUp && written.length > 0) {
        await openAlert(
          tx,
          "price_change_not_told",
          `${priceChangeId}:${subscriptionId}`,
          priceChangeId,
          context.accountId,
          {
            attempts: written.length,
          },
        );
        return nothing;
      }
      await write(acting, env, change, standing, written.length + 1, to);
      return {
        answer: { told: true },
        target: { kind: "subscription", id: subscriptionId },
        after: { priceChangeId, attempt: written.length + 1 },
      };
    },
  });

/**
 * What a subscription that renews by itself renews as, and its newest term; null where nothing is to be told. Terms of
 * gifts behind what was paid for only move the renewal (R2.7).
 */
async function standingOf(tx: Tx, subscriptionId: string) {
  const paid = await tx.term.findFirst({
    where: { subscriptionId, endedAt: null, order: { gift: false } },
    orderBy: { number: "desc" },
    include: { planPrice: true, order: true, subscription: true },
  });
  if (paid === null || paid.order.distributor !== null) return null;
  const { state, canceledAt } = paid.subscription;
  if ((state !== "active" && state !== "past_due") || canceledAt !== null) return null;
  const { anchorAt, endsAt } = await tx.term.findFirstOrThrow({
    where: { subscriptionId, endedAt: null },
    orderBy: { number: "desc" },
  });
  const { planPrice, order, subscription } = paid;
  return { planPrice, order, subscription, anchorAt, endsAt };
}
type Standing = NonNullable<Awaited<ReturnType<typeof standingOf>>>;

/** The first address that was not tried in vain. */
async function nextRecipient(tx: Tx, accountId: string, tried: readonly string[]): Promise<Recipient | null> {
  const owner = await ownerOf(tx, accountId);
  if (owner === null) return null;
  if (!tried.includes(owner.email)) return owner;
  const billing = await tx.billingDetails.findUnique({ where: { accountId }, select: { email: true } });
  return billing === null || tried.includes(billing.email) ? null : { ...owner, email: billing.email };
}

async function write(
  { tx, now, context, outbox }: Acting,
  env: LinkEnv,
  change: { id: string; appliesFrom: Date; nextPrice: { amountNanos: bigint } },
  standing: Standing,
  attempt: number,
  to: Recipient | null,
): Promise<void> {
  const account = await readAccount(tx, context.accountId ?? "");
  const { planPrice, order, subscription } = standing;
  const policy = policyByVersion(order.policyVersion) ?? policyAt(now);
  const interval = planPrice.interval === "year" ? ("year" as const) : ("month" as const);
  const first = priceChangeFor(
    {
      ...placeOfTerm(
        { anchor: standing.anchorAt.toISOString(), zone: subscription.timeZone, interval },
        standing.endsAt.toISOString(),
      ),
      now,
      ends: false,
      raise: true,
      appliesFrom: change.appliesFrom.toISOString(),
      noticeAcceptedAt: null,
      bouncedAt: null,
    },
    policy,
  );
  if (first === null) throw new Error("a subscription that renews has a next renewal");
  const until = cancelBy(first.renewalAt, policy.subscriptions.cancelBeforeHours);
  const id = newId();
  const token = signLink(env.secret, CANCEL_LINK, {
    accountId: account.id,
    subscriptionId: subscription.id,
    priceChangeId: change.id,
    holderPeriodId: (await currentHolderPeriod(tx, account.id)).id,
    expiresAt: first.renewalAt,
  });
  const noticeId = await writeNotice(tx, outbox, {
    kind: "price_raise_announced",
    dedupeKey: `price_raise_announced:${change.id}:${subscription.id}:${attempt}`,
    accountId: account.id,
    to,
    now,
    zone: account.timeZone,
    currency: account.currency,
    params: {
      plan: subscription.planId,
      interval,
      before: planPrice.amountNanos.toString(),
      after: change.nextPrice.amountNanos.toString(),
      renewalAt: first.renewalAt,
      cancelBy: until,
      // Behind the hash: no server and no proxy on the way writes it down.
      url: `${env.publicUrl}/dashboard/cancel-before-price-change#${token}`,
    },
  });
  await tx.priceChangeNotice.createMany({
    data: {
      id,
      priceChangeId: change.id,
      accountId: account.id,
      subscriptionId: subscription.id,
      attempt,
      noticeId,
      renewalAt: new Date(first.renewalAt),
      cancelBy: new Date(until),
      writtenAt: new Date(now),
    },
  });
  if (noticeId === null)
    await openAlert(tx, "price_change_not_told", `${change.id}:${subscription.id}`, change.id, account.id, {
      attempts: attempt,
    });
}

async function tellTakenBack(
  { tx, now, context, outbox }: Acting,
  plan: string,
  changeId: string,
  subscriptionId: string,
): Promise<void> {
  const account = await readAccount(tx, context.accountId ?? "");
  await queueNotice(tx, outbox, {
    kind: "price_raise_taken_back",
    dedupeKey: `price_raise_taken_back:${changeId}:${subscriptionId}`,
    accountId: account.id,
    to: await ownerOf(tx, account.id),
    now,
    zone: account.timeZone,
    params: { plan },
  });
}
