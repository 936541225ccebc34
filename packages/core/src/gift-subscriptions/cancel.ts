import { z } from "zod";
import { defineRule, type Refusal, type Ruling } from "../decision/index.ts";
import { currencySchema } from "../money/index.ts";
import {
  type SubscriptionRefundEffects,
  subscriptionRefund,
  subscriptionRefundFactsSchema,
} from "../refunds/index.ts";
import { instantSchema } from "../time/index.ts";
import { giftSubscriptionStates } from "./lifecycle.ts";
import { goneRefusals } from "./standing.ts";

const facts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  gift: z.strictObject({ state: z.enum(giftSubscriptionStates), redeemBy: instantSchema }),
  /** The order that paid for the gift, with its payments: what a refund of it is decided from. */
  refund: subscriptionRefundFactsSchema,
});

/**
 * The payer takes back a gift that nobody redeemed (R2.7). That clause lifts one refusal, that gifts are not refundable,
 * and nothing else: the window counts from the payment, exactly its end is inside (R1.1, R2.1), and the refund is the
 * one of R3, platform fee included, with the tax in proportion. So this asks the rule of subscription refunds, with the
 * gift's own state for what may have happened since: redeemed is R2.7, canceled and expired are said as such.
 *
 * Granted: the gift is void at once (`gift_void`), and the refund goes the usual way.
 */
export const cancelGiftSubscription = defineRule({
  kind: "gift_subscription.cancel",
  rulesVersion: 1,
  facts,
  effects: subscriptionRefund.effects,
  decide(facts, policy): Ruling<SubscriptionRefundEffects> {
    const gone: Refusal[] = goneRefusals(facts.gift, facts.now);
    const gift = facts.gift.state === "redeemed" ? "given_redeemed" : "given_unredeemed";
    const { now, currency } = facts;
    const refund = subscriptionRefund.decide(
      { ...facts.refund, now, currency, order: { ...facts.refund.order, gift } },
      policy,
    );
    if (gone.length === 0) return refund;
    return { outcome: "refused", refusals: [...gone, ...refund.refusals], lines: [], effects: null };
  },
});
