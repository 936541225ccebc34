import { attempt } from "@tenure/core/lifecycle";
import { expireGiftSubscription, giftSubscriptionLifecycle } from "@tenure/core/gift-subscriptions";
import { isCurrency } from "@tenure/core/money";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand } from "../command/command.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import { isDisputed } from "./charge-back.ts";
import { givenGift, lockGift, planOf, stateOf } from "./row.ts";

/** Ends a gift that nobody redeemed in time; what was paid for it is kept (R2.7, T1.4). */
export const expireGift = decisionCommand({
  name: "gift_subscriptions.expire",
  input: z.strictObject({ giftId: z.uuid() }),
  rule: expireGiftSubscription,
  async facts({ tx, now, context }, { giftId }) {
    await lockGift(tx, giftId);
    const gift = await givenGift(tx, context.accountId ?? "", giftId);
    const order = await tx.order.findUniqueOrThrow({ where: { id: gift.orderId } });
    return {
      now,
      currency: isCurrency(order.currency) ? order.currency : "USD",
      gift: {
        id: gift.id,
        state: stateOf(gift),
        redeemBy: gift.redeemBy.toISOString(),
        ...((await isDisputed(tx, gift.orderId)) ? { disputed: true as const } : {}),
      },
      // A gift that was refunded is canceled, and never comes here.
      heldNanos: order.amountNanos,
    };
  },
  async apply({ tx, now, context, decisionId, outbox }, { giftId }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const account = await readAccount(tx, context.accountId ?? "");
    const gift = await givenGift(tx, account.id, giftId);
    const move = attempt(giftSubscriptionLifecycle, stateOf(gift), "expire");
    if (!move.legal) throw new Error(`a gift that is ${gift.state} cannot expire`);
    await tx.giftSubscription.update({
      where: { id: giftId, state: gift.state },
      data: { state: move.to, endedAt: new Date(now) },
    });
    await postJournal(tx, {
      kind: "gift.expired",
      accountId: account.id,
      currency: decision.currency,
      decisionId,
      effectiveAt: now,
      recordedAt: now,
      postings: [
        debit("subscription.paid", effects.keptNanos),
        credit("revenue.breakage", effects.keptNanos),
      ],
    });
    const price = await tx.planPrice.findUniqueOrThrow({ where: { id: gift.planPriceId } });
    await queueNotice(tx, outbox, {
      kind: "gift_expired",
      dedupeKey: `gift_expired:${giftId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        recipient: gift.recipientEmail,
        plan: planOf(price).planId,
        redeemBy: gift.redeemBy.toISOString(),
      },
      decision,
    });
    return {
      answer: { giftId },
      target: { kind: "gift_subscription", id: giftId },
      before: { state: gift.state },
      after: { state: move.to, keptNanos: effects.keptNanos.toString() },
    };
  },
});
