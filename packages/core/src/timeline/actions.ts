import type { PromiseKind } from "./kinds.ts";

/** What somebody may do about a promise; each names a page of the dashboard and a part of the API. */
export const TIMELINE_ACTIONS = [
  "request_refund",
  "cancel",
  "undo_cancellation",
  "change_plan",
  "pay_what_is_owed",
  "see_subscription",
  "see_gift",
  "see_credits",
  "see_usage",
  "see_auto_top_up",
  "see_refund",
] as const;

/** What somebody may do about a promise. */
export type TimelineAction = (typeof TIMELINE_ACTIONS)[number];

/** Total: a promise about which nothing can be done or seen is none. */
export const PROMISE_ACTIONS = {
  refund_window_closes: "request_refund",
  cancel_by: "cancel",
  plan_change_undo_by: "change_plan",
  redeem_gift_by: "see_gift",
  undo_until: "undo_cancellation",
  plan_change: "change_plan",
  price_change: "cancel",
  renewal: "see_subscription",
  payment_retry: "pay_what_is_owed",
  grace_ends: "pay_what_is_owed",
  subscription_ends: "see_subscription",
  distributor_term_ends: "see_subscription",
  bonus_credits_expire: "see_credits",
  gift_credits_expire: "see_credits",
  referral_credits_expire: "see_credits",
  paid_credits_expire: "see_credits",
  hold_expires: "see_usage",
  auto_top_up_month_resets: "see_auto_top_up",
  refund_arrives: "see_refund",
} as const satisfies Record<PromiseKind, TimelineAction>;
