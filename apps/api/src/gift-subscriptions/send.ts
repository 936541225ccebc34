import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { type Done, plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { recipientEmailSchema } from "./buy.ts";
import { giftCodeHash, newGiftCode } from "./code.ts";
import { givenGift, lockGift, planOf, stateOf } from "./row.ts";

/** A gift is no way to write to somebody over and over. */
const MOST_SENDINGS = 10;

const input = z.strictObject({
  giftId: z.uuid(),
  /** Another address than before; null leaves it. */
  recipientEmail: recipientEmailSchema.nullable(),
  /** `due`: the first mail, if it was not sent; `again`: whatever was sent before. */
  occasion: z.enum(["due", "again"]),
});

/** How often it was sent by now. */
interface Sent {
  readonly [name: string]: string | number;
  readonly giftId: string;
  readonly sendings: number;
}

/**
 * Writes the mail that brings a gift to its recipient, each time with a new code: the one of an earlier mail ends with
 * it, so that a wrong address can be put right. The code stands in the mail alone, which is forgotten once it was sent.
 */
export const sendGift = (publicUrl: string) =>
  plainCommand({
    name: "gift_subscriptions.send",
    input,
    async apply({ tx, now, context, outbox }, { giftId, recipientEmail, occasion }): Promise<Done<Sent>> {
      const account = await readAccount(tx, context.accountId ?? "");
      await lockGift(tx, giftId);
      const gift = await givenGift(tx, account.id, giftId);
      const target = { kind: "gift_subscription", id: giftId };
      const done = occasion === "due" && (gift.sendings > 0 || gift.deliverAt.toISOString() > now);
      if (stateOf(gift) !== "offered" || done) {
        if (occasion === "due") return { answer: { giftId, sendings: gift.sendings }, target };
        throw new AppError("conflict", `A gift that is ${gift.state} is not sent.`);
      }
      if (gift.redeemBy.toISOString() < now) throw new AppError("conflict", "The gift has expired.");
      if (gift.sendings >= MOST_SENDINGS)
        throw new AppError("conflict", `A gift is sent ${MOST_SENDINGS} times at most.`);
      const code = newGiftCode();
      const email = recipientEmail ?? gift.recipientEmail;
      const sendings = gift.sendings + 1;
      await tx.giftSubscription.update({
        where: { id: giftId },
        data: {
          recipientEmail: email,
          codeHash: giftCodeHash(code),
          sendings,
          lastSentAt: new Date(now),
        },
      });
      const price = await tx.planPrice.findUniqueOrThrow({ where: { id: gift.planPriceId } });
      const language = gift.language === "zh" ? "zh" : "en";
      const notice = {
        dedupeKey: giftMailKey(giftId, sendings),
        accountId: account.id,
        to: { email, name: "", language },
        now,
        zone: account.timeZone,
      } as const;
      const params = {
        sender: gift.senderName,
        plan: planOf(price).planId,
        interval: price.interval,
        terms: String(gift.terms),
        code,
        redeemBy: gift.redeemBy.toISOString(),
        url: `${publicUrl}/dashboard/redeem/${code}`,
      };
      await (gift.message === null
        ? queueNotice(tx, outbox, { ...notice, kind: "gift_for_you", params })
        : queueNotice(tx, outbox, {
            ...notice,
            kind: "gift_for_you_with_message",
            params: { ...params, message: gift.message },
          }));
      return {
        answer: { giftId, sendings },
        target,
        before: { sendings: gift.sendings },
        after: { sendings, otherAddress: email !== gift.recipientEmail },
      };
    },
  });

/** Key of the mail of a sending, counted from 1. */
export const giftMailKey = (giftId: string, sending: number): string => `gift_for_you:${giftId}:${sending}`;
