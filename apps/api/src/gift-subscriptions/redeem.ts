import type { JsonObject } from "@tenure/core/decision";
import { attempt } from "@tenure/core/lifecycle";
import { giftSubscriptionLifecycle, redeemGiftSubscription } from "@tenure/core/gift-subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, type Done, decisionCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { queueNotice } from "../notices/queue.ts";
import { redeemFacts } from "./redeem-facts.ts";

type Effects = NonNullable<z.output<typeof redeemGiftSubscription.effects>>;

/** What redeeming brought. */
interface Redeemed extends JsonObject {
  readonly giftId: string;
  readonly orderId: string;
  readonly subscriptionId: string;
  readonly use: "start" | "extend";
  readonly paidUntil: string;
  readonly renews: boolean;
}

/**
 * Redeems a gift into the caller's account (R2.7): its terms begin now, or follow what is paid for already. They belong
 * to an order of nothing, which Billing History shows and nobody refunds. Runs in the platform's scope, since the gift
 * is the giver's row: every look at the account names it.
 * @param giftId null for a code that nobody gave: then the rule refuses, and the decision is kept
 */
export const redeemGift = decisionCommand({
  name: "gift_subscriptions.redeem",
  input: z.strictObject({ giftId: z.uuid().nullable() }),
  rule: redeemGiftSubscription,
  facts: (reading, { giftId }) => redeemFacts(reading, giftId, reading.context.idempotencyKey !== "preview"),
  async apply(acting, _input, effects, decision): Promise<Done<Redeemed>> {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context, outbox } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const orderId = await orderOfNothing(acting, effects);
    const subscriptionId = await keepTerms(acting, effects, orderId);
    const move = attempt(giftSubscriptionLifecycle, "offered", "redeem");
    if (!move.legal) throw new Error("an offered gift can be redeemed");
    const { senderName } = await tx.giftSubscription.update({
      where: { id: effects.giftId, state: "offered" },
      data: {
        state: move.to,
        redeemedAt: new Date(now),
        redeemedByAccountId: account.id,
        redeemedOrderId: orderId,
        paidUntil: new Date(effects.paidUntil),
        renews: effects.renews,
      },
    });
    await outbox.enqueue(tx, "gift_subscriptions.redeemed", { giftId: effects.giftId });
    await queueNotice(tx, outbox, {
      kind: effects.renews ? "gift_received_renews" : "gift_received",
      dedupeKey: `gift_received:${effects.giftId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: { plan: effects.planId, sender: senderName, until: effects.paidUntil },
      decision,
    });
    return {
      answer: {
        giftId: effects.giftId,
        orderId,
        subscriptionId,
        use: effects.use,
        paidUntil: effects.paidUntil,
        renews: effects.renews,
      },
      target: { kind: "gift_subscription", id: effects.giftId },
      before: { state: "offered" },
      after: { state: move.to, orderId, subscriptionId, paidUntil: effects.paidUntil },
    };
  },
});

/** The recipient's row of Billing History: paid by somebody else, so it costs nothing and returns nothing. */
async function orderOfNothing(
  { tx, now, policy, context, decisionId }: Acting,
  effects: Effects,
): Promise<string> {
  const account = await readAccount(tx, context.accountId ?? "");
  const holder = await currentHolderPeriod(tx, account.id);
  const [numbered] = await tx.$queryRaw<{ number: string }[]>`
    SELECT 'GFT-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('order_number')::text, 5, '0') AS number`;
  const orderId = newId();
  await tx.order.createMany({
    data: {
      id: orderId,
      number: numbered?.number ?? orderId,
      accountId: account.id,
      holderPeriodId: holder.id,
      kind: "subscription",
      state: "paid",
      currency: account.currency,
      amountNanos: 0n,
      taxNanos: 0n,
      totalMinor: 0n,
      policyVersion: policy.version,
      planPriceId: effects.planPriceId,
      decisionId: decisionId ?? "",
      provider: "stripe",
      gift: true,
      createdAt: new Date(now),
      expiresAt: new Date(now),
      paidAt: new Date(now),
    },
  });
  return orderId;
}

/** Writes the terms of a gift behind those of the running subscription, or of a new one. @returns its id */
async function keepTerms({ tx, now, context }: Acting, effects: Effects, orderId: string): Promise<string> {
  const account = await readAccount(tx, context.accountId ?? "");
  const running = await tx.subscription.findFirst({
    where: { accountId: account.id, state: { not: "ended" } },
    include: { terms: { orderBy: { number: "desc" }, take: 1 } },
  });
  if ((running === null) !== (effects.use === "start"))
    throw new Error("the subscription is not the one that was decided about");
  const subscriptionId = running?.id ?? newId();
  const before = running?.terms[0]?.number ?? 0;
  if (running === null)
    await tx.subscription.createMany({
      data: {
        id: subscriptionId,
        accountId: account.id,
        planId: effects.planId,
        state: "active",
        timeZone: account.timeZone,
        createdAt: new Date(now),
      },
    });
  await tx.term.createMany({
    data: effects.terms.map(({ start, end }, index) => ({
      id: newId(),
      accountId: account.id,
      subscriptionId,
      orderId,
      planPriceId: effects.planPriceId,
      number: before + 1 + index,
      anchorAt: new Date(effects.anchor),
      startsAt: new Date(start),
      endsAt: new Date(end),
      includedNanos: effects.includedUsageNanos,
    })),
  });
  // A cancelled one is lengthened and still ends. The renewal that a late cancellation left to come lies after the gift
  // now, and for that one the cancellation is in time (T2.5).
  if (running?.lastTermNumber != null)
    await tx.subscription.update({
      where: { id: subscriptionId },
      data: { lastTermNumber: before + effects.terms.length },
    });
  return subscriptionId;
}
