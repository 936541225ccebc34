import type { ClauseId } from "../policy/index.ts";

/**
 * Every kind of promise on the timeline. The order is the one in which promises of the same instant are told: first
 * what somebody can still do up to that instant, then what happens at it, in the order in which it happens.
 */
export const PROMISE_KINDS = [
  "refund_window_closes",
  "cancel_by",
  "plan_change_undo_by",
  "redeem_gift_by",
  "undo_until",
  "plan_change",
  "price_change",
  "renewal",
  "payment_retry",
  "grace_ends",
  "subscription_ends",
  "distributor_term_ends",
  "bonus_credits_expire",
  "gift_credits_expire",
  "referral_credits_expire",
  "paid_credits_expire",
  "hold_expires",
  "auto_top_up_month_resets",
  "refund_arrives",
] as const;

/** What is promised. */
export type PromiseKind = (typeof PROMISE_KINDS)[number];

/**
 * Up to these instants somebody may act, and the very instant is still in time (R1.1, R2.7, T2.5). All other promises are
 * over at their instant: it belongs to what comes after.
 */
export const INCLUSIVE_KINDS: ReadonlySet<PromiseKind> = new Set([
  "refund_window_closes",
  "cancel_by",
  "plan_change_undo_by",
  "redeem_gift_by",
]);

/** What cannot happen while an account is suspended (T4.2): nothing is charged that is not served. */
export const NOT_WHILE_SUSPENDED: ReadonlySet<PromiseKind> = new Set([
  "plan_change",
  "price_change",
  "renewal",
  "payment_retry",
  "auto_top_up_month_resets",
]);

/** The clause behind each kind; null where no clause but the design of the product promises it. */
export const PROMISE_CLAUSES = {
  // A top-up's window is R1.2; the entry itself says which.
  refund_window_closes: "R1.1",
  cancel_by: "T2.5",
  plan_change_undo_by: "T2.5",
  redeem_gift_by: "R2.7",
  undo_until: "T2.6",
  plan_change: "T2.1",
  price_change: "T3.2",
  renewal: "T2.2",
  payment_retry: "T2.2",
  grace_ends: "T2.2",
  subscription_ends: "T2.6",
  distributor_term_ends: "T1.3",
  bonus_credits_expire: "R3.4",
  gift_credits_expire: "R3.4",
  referral_credits_expire: "R3.5",
  paid_credits_expire: null,
  hold_expires: null,
  auto_top_up_month_resets: "T6.1",
  refund_arrives: "R4.3",
} as const satisfies Record<PromiseKind, ClauseId | null>;
