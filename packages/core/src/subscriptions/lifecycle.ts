import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A subscription (design.md, "Lifecycles"). While `refunding`, included usage is shut and the wallet works; a refund
 * that fails leads back to where it came from, one that bounces later revives an ended subscription (R6.4). A late
 * cancellation still pays one renewal (T2.5): where that fails it is past due like any other, and canceling once paid.
 */
export const subscriptionLifecycle = defineLifecycle({
  name: "subscription",
  initial: "incomplete",
  table: {
    incomplete: {
      start: { to: "active", by: ["system"] },
      abandon: { to: "ended", by: ["system"] },
    },
    active: {
      cancel: { to: "canceling", by: ["owner", "administrator"] },
      refund: { to: "refunding", by: ["owner", "system"] },
      miss_payment: { to: "past_due", by: ["system"] },
      terminate: { to: "ended", by: ["administrator", "system"] },
    },
    canceling: {
      undo_cancel: { to: "active", by: ["owner", "administrator"] },
      refund: { to: "refunding", by: ["owner", "system"] },
      finish: { to: "ended", by: ["system"] },
      miss_payment: { to: "past_due", by: ["system"] },
      terminate: { to: "ended", by: ["administrator", "system"] },
    },
    past_due: {
      recover: { to: "active", by: ["system"] },
      recover_canceling: { to: "canceling", by: ["system"] },
      cancel: { to: "ended", by: ["owner", "administrator"] },
      finish: { to: "ended", by: ["system"] },
      terminate: { to: "ended", by: ["administrator", "system"] },
    },
    refunding: {
      refund_succeeded: { to: "ended", by: ["system"] },
      refund_failed: { to: "active", by: ["system"] },
      refund_failed_canceling: { to: "canceling", by: ["system"] },
      // The refund of an upgrade succeeded: the earlier term runs again (decision 0013).
      give_back: { to: "active", by: ["system"] },
      give_back_canceling: { to: "canceling", by: ["system"] },
    },
    ended: {
      revive: { to: "active", by: ["system"] },
      revive_canceling: { to: "canceling", by: ["system"] },
    },
  },
});

/** State of a subscription. */
export type SubscriptionState = keyof typeof subscriptionLifecycle.table;
