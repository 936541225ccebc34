import { z } from "zod";
import { defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { giftSubscriptionStates } from "./lifecycle.ts";
import { disputedRefusals, goneRefusals, isOverdue } from "./standing.ts";

const facts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  gift: z.strictObject({
    id: z.string(),
    state: z.enum(giftSubscriptionStates),
    redeemBy: instantSchema,
    /** Its payment is disputed: the bank decides first whether anything was paid for it. */
    disputed: z.literal(true).exactOptional(),
  }),
  /** What the giver paid before tax, less what was refunded of it. */
  heldNanos: nanosSchema,
});

const effects = z.strictObject({ giftId: z.string(), keptNanos: nanosSchema }).nullable();

/**
 * A gift that nobody redeemed in time ends (R2.7). What was paid for it is kept: its window closed long before, and
 * payments are not refundable otherwise (T1.4).
 */
export const expireGiftSubscription = defineRule({
  kind: "gift_subscription.expire",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts) {
    const { gift, now, heldNanos } = facts;
    const refusals: Refusal[] = [];
    if (gift.state === "redeemed")
      refusals.push({ code: "gift_already_redeemed", clause: "R2.7", params: {} });
    else if (gift.state !== "offered") refusals.push(...goneRefusals(gift, now));
    else if (!isOverdue(gift, now))
      refusals.push({
        code: "gift_subscription_not_expired",
        clause: "R2.7",
        params: { redeemBy: gift.redeemBy },
      });
    refusals.push(...disputedRefusals(gift));
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    return {
      outcome: "granted",
      refusals,
      lines: [line("memo", "gift_expired_unredeemed", "T1.4", heldNanos, { redeemBy: gift.redeemBy })],
      effects: { giftId: gift.id, keptNanos: heldNanos },
    };
  },
});
