import type { RequestOptions, Send } from "../transport.ts";
import type { Instant, Money } from "../types.ts";

/** What an entry of the timeline is about, where that can be read on its own. */
export interface TimelineSubject {
  readonly kind: "order" | "refund" | "gift";
  readonly id: string;
}

/** A promise that lies ahead. */
export interface TimelinePromise {
  readonly at: Instant;
  readonly kind:
    | "refund_window_closes"
    | "cancel_by"
    | "plan_change_undo_by"
    | "redeem_gift_by"
    | "undo_until"
    | "plan_change"
    | "price_change"
    | "renewal"
    | "payment_retry"
    | "grace_ends"
    | "subscription_ends"
    | "distributor_term_ends"
    | "bonus_credits_expire"
    | "gift_credits_expire"
    | "referral_credits_expire"
    | "paid_credits_expire"
    | "hold_expires"
    | "auto_top_up_month_resets"
    | "refund_arrives";
  /** Clause of the policy that promises it, such as `T2.5`; null where the product does. */
  readonly clause: string | null;
  /** What is charged, tax included, or what expires. */
  readonly amount: Money | null;
  /** Raw values of the text; those that are amounts in nanos. */
  readonly params: Readonly<Record<string, string>>;
  /** What a person reads. */
  readonly text: string;
  readonly subject: TimelineSubject | null;
  /** What one can do about it until then. */
  readonly action:
    | "request_refund"
    | "cancel"
    | "undo_cancellation"
    | "change_plan"
    | "pay_what_is_owed"
    | "see_subscription"
    | "see_gift"
    | "see_credits"
    | "see_usage"
    | "see_auto_top_up"
    | "see_refund";
}

/** Something that happened. */
export interface TimelineFact {
  readonly at: Instant;
  readonly kind:
    | "plan_paid"
    | "top_up_paid"
    | "add_on_paid"
    | "gift_paid"
    | "gift_redeemed"
    | "plan_canceled"
    | "plan_ended"
    | "refund_paid"
    | "price_announced"
    | "payment_failed";
  readonly amount: Money | null;
  readonly params: Readonly<Record<string, string>>;
  readonly text: string;
  readonly subject: TimelineSubject | null;
}

/** What is promised to the account, soonest first, and what happened last, newest first. */
export interface Timeline {
  readonly now: Instant;
  /** IANA zone of the account. */
  readonly timeZone: string;
  readonly promises: readonly TimelinePromise[];
  readonly facts: readonly TimelineFact[];
}

/** Everything that is promised to the account. Scope `wallet:read`. */
export interface TimelineResource {
  get(options?: RequestOptions): Promise<Timeline>;
}

/** Builds the resource. */
export const timelineResource = (send: Send): TimelineResource => ({
  get: (options) => send({ method: "GET", path: "/timeline" }, options),
});
