import { useLingui } from "@lingui/react/macro";
import type { FactKind, PromiseKind } from "@tenure/core/timeline";

/** A few words for each mark on the line; the whole sentence stands in the list. */
export function useMarkWords(): Readonly<Record<PromiseKind | FactKind, string>> {
  const { t } = useLingui();
  return {
    refund_window_closes: t`Refund window`,
    cancel_by: t`Cancel by`,
    plan_change_undo_by: t`Take back change`,
    redeem_gift_by: t`Redeem gift by`,
    undo_until: t`Undo until`,
    plan_change: t`Plan change`,
    price_change: t`New price`,
    renewal: t`Renewal`,
    payment_retry: t`Payment retry`,
    grace_ends: t`Grace ends`,
    subscription_ends: t`Plan ends`,
    distributor_term_ends: t`Term ends`,
    bonus_credits_expire: t`Bonus expires`,
    gift_credits_expire: t`Gift expires`,
    referral_credits_expire: t`Reward expires`,
    paid_credits_expire: t`Credits expire`,
    hold_expires: t`Promise ends`,
    auto_top_up_month_resets: t`Cap renewed`,
    refund_arrives: t`Refund arrives`,
    plan_paid: t`Plan paid`,
    top_up_paid: t`Top-up`,
    add_on_paid: t`Add-on`,
    gift_paid: t`Gift paid`,
    gift_redeemed: t`Gift redeemed`,
    plan_canceled: t`Cancelled`,
    plan_ended: t`Plan ended`,
    refund_paid: t`Refunded`,
    price_announced: t`Price announced`,
    payment_failed: t`Payment failed`,
  };
}
