import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";

const titles: Readonly<Record<string, MessageDescriptor>> = {
  "subscription.purchase": msg`Purchase of a subscription`,
  "subscription.cancel": msg`Cancellation of a subscription`,
  "subscription.undo_cancel": msg`Cancellation taken back`,
  "subscription.cancel_before_price_change": msg`Cancellation before a new price`,
  "subscription.change_plan": msg`Change of plan`,
  "subscription.cancel_change": msg`Change of plan taken back`,
  "subscription.apply_upgrade_payment": msg`Payment received, plan upgraded`,
  "subscription.renew": msg`Renewal of a subscription`,
  "subscription.dunning": msg`Next step of an unpaid renewal`,
  "subscription.renewal_payment": msg`Payment received, subscription renewed`,
  "price_change.schedule": msg`New price of a plan`,
  "add_on.buy": msg`Purchase of an add-on`,
  "gift_subscription.buy": msg`Purchase of a gift`,
  "gift_subscription.redeem": msg`Gift redeemed`,
  "gift_subscription.cancel": msg({ message: "Gift taken back", context: "gift subscription" }),
  "gift_subscription.expire": msg`Gift expired`,
  "account.suspend": msg`Suspension of the account`,
  "account.lift": msg`Suspension lifted`,
  "account.terminate": msg`Termination of the account`,
  "account.close": msg`Closing of the account`,
  "distributor.follow": msg`Plan sold by a distributor`,
  "order.apply_payment": msg`Payment received`,
  "top_up.purchase": msg`Purchase of credits`,
  "top_up.apply_payment": msg`Payment received, credits added`,
  "auto_top_up.switch_on": msg`Agreement to automatic top-up`,
  "auto_top_up.run": msg`Automatic top-up`,
  "refund.subscription": msg`Refund of a subscription`,
  "refund.top_up": msg`Refund of a top-up`,
  "refund.settle_top_up": msg`Final amount of a refund`,
  "refund.goodwill": msg`Goodwill refund`,
  "refund.case": msg`Refund by case`,
  "refund.case_top_up": msg`Refund of a top-up by case`,
  "refund.case.decline": msg`Refund declined`,
  "refund.case.decline_top_up": msg`Refund declined`,
  "refund.settle": msg`Final amount of a refund`,
  "refund.restore": msg`Refund that did not arrive`,
  "wallet.grant_gift": msg`Gift credits`,
  "wallet.revoke_gift": msg`Gift credits taken back`,
  "referrals.decide": msg`Referral reward`,
  "referrals.revoke": msg`Referral reward taken back`,
  "referrals.restore": msg`Referral reward returned`,
  "prices.agree": msg`Prices agreed in writing`,
  "prices.end_agreement": msg`End of a price agreement`,
  "subject_change.apply": msg`Application for a change of holder`,
  "subject_change.accept": msg`Acceptance by the new holder`,
  "subject_change.withdraw": msg`Application taken back`,
  "subject_change.agree": msg`Agreement of the platform to a change of holder`,
  "subject_change.blocker": msg`What holds a change of holder back`,
  "subject_change.effect": msg`Change of holder takes effect`,
  "subject_change.end": msg`End of an application`,
  "subject_change.revoke": msg`Change of holder revoked`,
  "usage.authorize": msg`Usage promised`,
  "usage.extend": msg`Promise of usage extended`,
};

/** What a kind of decision is called. A kind of a later build is shown as it is written, rather than hidden. */
export function useDecisionTitle(): (kind: string) => string {
  const { i18n } = useLingui();
  return useCallback(
    (kind) => {
      const title = titles[kind];
      return title === undefined ? kind : i18n._(title);
    },
    [i18n],
  );
}
