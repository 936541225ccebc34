import type { Refusal } from "../decision/index.ts";
import type { Instant } from "../time/index.ts";
import type { GiftSubscriptionState } from "./lifecycle.ts";

/** What a gift's own state and date say against redeeming or cancelling it. */
export interface GiftStanding {
  readonly state: GiftSubscriptionState;
  /** The last moment to redeem it. */
  readonly redeemBy: Instant;
}

/** A gift whose payment the giver's bank holds back, or took back: until that is over it is nobody's (decision 0037). */
export const disputedRefusals = ({ disputed }: { readonly disputed?: true }): Refusal[] =>
  disputed === true ? [{ code: "gift_payment_disputed", clause: "R2.7", params: {} }] : [];

/** Exactly at `redeemBy` it can still be redeemed. */
export const isOverdue = ({ redeemBy }: GiftStanding, now: Instant): boolean => now > redeemBy;

/** Refusals of a gift that is canceled or expired; a job marks it expired a little after its date, which counts. */
export function goneRefusals(gift: GiftStanding, now: Instant): Refusal[] {
  if (gift.state === "canceled") return [{ code: "gift_subscription_canceled", clause: "R2.7", params: {} }];
  if (gift.state === "expired" || (gift.state === "offered" && isOverdue(gift, now)))
    return [{ code: "gift_subscription_expired", clause: "R2.7", params: { redeemBy: gift.redeemBy } }];
  return [];
}
