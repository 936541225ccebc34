import { attempt } from "@tenure/core/lifecycle";
import { giftSubscriptionLifecycle } from "@tenure/core/gift-subscriptions";
import { isCurrency } from "@tenure/core/money";
import type { Acting } from "../command/command.ts";
import { givenGift, stateOf } from "../gift-subscriptions/row.ts";
import { unredeemedGifts } from "../gift-subscriptions/unredeemed.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";

/** Ends the gifts an account paid for and nobody redeemed: their codes die with it, and what was paid is kept (R2.7). */
export async function endUnredeemedGifts({ tx, now, context, decisionId }: Acting): Promise<number> {
  const accountId = context.accountId ?? "";
  const gifts = await unredeemedGifts(tx, accountId);
  for (const { giftId, amountNanos } of gifts) {
    const gift = await givenGift(tx, accountId, giftId);
    const order = await tx.order.findUniqueOrThrow({ where: { id: gift.orderId } });
    const move = attempt(giftSubscriptionLifecycle, stateOf(gift), "expire");
    if (!move.legal) throw new Error(`a gift that is ${gift.state} cannot end`);
    await tx.giftSubscription.update({
      where: { id: giftId, state: gift.state },
      data: { state: move.to, endedAt: new Date(now) },
    });
    await postJournal(tx, {
      kind: "gift.expired",
      accountId,
      currency: isCurrency(order.currency) ? order.currency : "USD",
      decisionId,
      effectiveAt: now,
      recordedAt: now,
      postings: [debit("subscription.paid", amountNanos), credit("revenue.breakage", amountNanos)],
    });
  }
  return gifts.length;
}
