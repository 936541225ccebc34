import { isCurrency } from "@tenure/core/money";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { plainCommand } from "../command/command.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import { givenGift, planOf, stateOf } from "./row.ts";

/**
 * The giver's side of a redeemed gift: what was paid can no longer go back (R2.7), so it is revenue now, and the giver is
 * told. A command of its own, since redeeming holds the recipient's account. The key says that it happens once.
 */
export const noteRedeemed = plainCommand({
  name: "gift_subscriptions.note_redeemed",
  input: z.strictObject({ giftId: z.uuid() }),
  async apply({ tx, now, context, outbox }, { giftId }) {
    const account = await readAccount(tx, context.accountId ?? "");
    const gift = await givenGift(tx, account.id, giftId);
    if (stateOf(gift) !== "redeemed") throw new Error("a gift that was not redeemed earns nothing");
    const order = await tx.order.findUniqueOrThrow({ where: { id: gift.orderId } });
    const price = await tx.planPrice.findUniqueOrThrow({ where: { id: gift.planPriceId } });
    await postJournal(tx, {
      kind: "gift.redeemed",
      accountId: account.id,
      currency: isCurrency(order.currency) ? order.currency : account.currency,
      decisionId: null,
      effectiveAt: now,
      recordedAt: now,
      postings: [
        debit("subscription.paid", order.amountNanos),
        credit("revenue.subscription", order.amountNanos),
      ],
    });
    await queueNotice(tx, outbox, {
      kind: "gift_redeemed",
      dedupeKey: `gift_redeemed:${giftId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        recipient: gift.recipientEmail,
        plan: planOf(price).planId,
        redeemedAt: (gift.redeemedAt ?? new Date(now)).toISOString(),
      },
    });
    return {
      answer: { giftId },
      target: { kind: "gift_subscription", id: giftId },
      after: { earnedNanos: order.amountNanos.toString() },
    };
  },
});
