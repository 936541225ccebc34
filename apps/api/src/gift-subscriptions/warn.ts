import { z } from "zod";
import { plusHours } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Done, plainCommand } from "../command/command.ts";
import { queueNotice } from "../notices/queue.ts";
import { givenGift, lockGift, planOf, stateOf } from "./row.ts";

/** How long before a gift expires both sides are told, and before its terms end the recipient is. */
export const WARNING_DAYS = { expires: 30, ends: 7 } as const;

/** Tells giver and recipient that a gift will expire. The recipient's code is in the mail that brought it. */
export const warnOfExpiry = plainCommand({
  name: "gift_subscriptions.warn",
  input: z.strictObject({ giftId: z.uuid() }),
  async apply({ tx, now, context, outbox }, { giftId }): Promise<Done<{ warned: boolean }>> {
    const account = await readAccount(tx, context.accountId ?? "");
    await lockGift(tx, giftId);
    const gift = await givenGift(tx, account.id, giftId);
    const target = { kind: "gift_subscription", id: giftId };
    const redeemBy = gift.redeemBy.toISOString();
    const due = redeemBy > now && redeemBy <= plusHours(now, 24 * WARNING_DAYS.expires);
    if (stateOf(gift) !== "offered" || gift.warnedAt !== null || !due)
      return { answer: { warned: false }, target };
    await tx.giftSubscription.update({ where: { id: giftId }, data: { warnedAt: new Date(now) } });
    const price = await tx.planPrice.findUniqueOrThrow({ where: { id: gift.planPriceId } });
    const about = { accountId: account.id, now, zone: account.timeZone };
    const { planId: plan } = planOf(price);
    if (gift.lastSentAt !== null)
      await queueNotice(tx, outbox, {
        ...about,
        kind: "gift_expiring",
        dedupeKey: `gift_expiring:${giftId}`,
        to: { email: gift.recipientEmail, name: "", language: gift.language === "zh" ? "zh" : "en" },
        params: {
          plan,
          sender: gift.senderName,
          redeemBy,
          sentAt: gift.lastSentAt.toISOString(),
        },
      });
    await queueNotice(tx, outbox, {
      ...about,
      kind: "gift_given_expiring",
      dedupeKey: `gift_given_expiring:${giftId}`,
      to: await ownerOf(tx, account.id),
      params: { plan, recipient: gift.recipientEmail, redeemBy },
    });
    return { answer: { warned: true }, target, after: { warnedAt: now } };
  },
});

/** Tells the recipient that what a gift brought ends soon, without a charge (T2.2). */
export const tellEnding = plainCommand({
  name: "gift_subscriptions.tell_ending",
  input: z.strictObject({ giftId: z.uuid() }),
  async apply({ tx, now, context, outbox }, { giftId }): Promise<Done<{ told: boolean }>> {
    const account = await readAccount(tx, context.accountId ?? "");
    const gift = await tx.giftSubscription.findFirst({
      where: { id: giftId, redeemedByAccountId: account.id, endingToldAt: null },
    });
    const target = { kind: "gift_subscription", id: giftId };
    if (gift?.redeemedOrderId == null) return { answer: { told: false }, target };
    await tx.giftSubscription.update({ where: { id: giftId }, data: { endingToldAt: new Date(now) } });
    const last = await tx.term.findFirst({
      where: { orderId: gift.redeemedOrderId, endedAt: null },
      orderBy: { number: "desc" },
      include: { subscription: { include: { terms: { orderBy: { number: "desc" }, take: 1 } } } },
    });
    // It ended otherwise, or something follows it: another gift tells of its own end.
    const newest = last?.subscription.terms[0];
    if (last === null || last.subscription.state === "ended" || newest?.id !== last.id)
      return { answer: { told: false }, target };
    await queueNotice(tx, outbox, {
      kind: "gift_ending",
      dedupeKey: `gift_ending:${giftId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        plan: planOf({ planId: last.subscription.planId, interval: "month" }).planId,
        endsAt: last.endsAt.toISOString(),
      },
    });
    return { answer: { told: true }, target, after: { endsAt: last.endsAt.toISOString() } };
  },
});
