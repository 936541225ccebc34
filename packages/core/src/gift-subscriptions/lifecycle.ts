import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A subscription given as a gift, from its payment on; before, there is only an order. `canceled`: the payer took it
 * back and its refund is on its way, or the payer's bank took the payment back; a refund that fails or bounces offers it
 * again (R6.4). What nobody redeemed in time is `expired`.
 */
export const giftSubscriptionLifecycle = defineLifecycle({
  name: "gift_subscription",
  initial: "offered",
  table: {
    offered: {
      redeem: { to: "redeemed", by: ["owner"] },
      cancel: { to: "canceled", by: ["owner", "administrator"] },
      expire: { to: "expired", by: ["system"] },
      charge_back: { to: "canceled", by: ["system"] },
    },
    canceled: {
      refund_failed: { to: "offered", by: ["system"] },
    },
    redeemed: {},
    expired: {},
  },
});

/** State of a gift. */
export type GiftSubscriptionState = keyof typeof giftSubscriptionLifecycle.table;

/** Every state, in the order of the table. */
export const giftSubscriptionStates = [
  "offered",
  "canceled",
  "redeemed",
  "expired",
] as const satisfies readonly GiftSubscriptionState[];
