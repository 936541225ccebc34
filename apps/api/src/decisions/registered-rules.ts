import { closeAccount, liftSuspension, suspendAccount, terminateAccount } from "@tenure/core/accounts";
import { buyAddOn } from "@tenure/core/add-ons";
import { runAutoTopUp, switchOnAutoTopUp } from "@tenure/core/auto-top-up";
import { authorizeUsage, extendHold, grantGift, revokeGift } from "@tenure/core/credits";
import type { replay } from "@tenure/core/decision";
import { followDistributor } from "@tenure/core/distributors";
import {
  buyGiftSubscription,
  cancelGiftSubscription,
  expireGiftSubscription,
  redeemGiftSubscription,
} from "@tenure/core/gift-subscriptions";
import { goodwillRefund } from "@tenure/core/goodwill-refunds";
import { agreePrices, endAgreement } from "@tenure/core/pricing";
import { applyPayment } from "@tenure/core/orders";
import { outsideRefund } from "@tenure/core/outside-refunds";
import { decideReferral, restoreReferral, revokeReferral } from "@tenure/core/referrals";
import { approveCase, approveTopUpCase, declineCase, declineTopUpCase } from "@tenure/core/refund-cases";
import {
  restoreRefund,
  settleRefund,
  settleTopUpRefund,
  subscriptionRefund,
  topUpRefund,
} from "@tenure/core/refunds";
import {
  acceptSubjectChange,
  agreeToSubjectChange,
  applySubjectChange,
  endSubjectChange,
  revokeSubjectChange,
  settleBlocker,
  takeEffect,
  withdrawSubjectChange,
} from "@tenure/core/subject-changes";
import {
  applyTopUpPayment,
  applyTopUpPaymentByCard,
  purchaseTopUp,
  purchaseTopUpByCard,
} from "@tenure/core/top-ups";
import {
  applyRenewalPayment,
  applyUpgradePayment,
  cancelBeforePriceChange,
  cancelChange,
  cancelSubscription,
  changePlan,
  nextDunningStep,
  purchaseSubscription,
  renewSubscription,
  schedulePriceChange,
  undoCancelSubscription,
} from "@tenure/core/subscriptions";

/**
 * Every version of every rule that ever decided anything: what a stored decision is replayed with. A version is added
 * beside the old one, never in its place.
 */
export const REGISTERED_RULES: Parameters<typeof replay>[1] = [
  grantGift,
  revokeGift,
  authorizeUsage,
  extendHold,
  purchaseSubscription,
  cancelSubscription,
  cancelBeforePriceChange,
  undoCancelSubscription,
  changePlan,
  cancelChange,
  applyUpgradePayment,
  renewSubscription,
  nextDunningStep,
  applyRenewalPayment,
  schedulePriceChange,
  applyPayment,
  purchaseTopUpByCard,
  purchaseTopUp,
  applyTopUpPaymentByCard,
  applyTopUpPayment,
  subscriptionRefund,
  settleRefund,
  topUpRefund,
  settleTopUpRefund,
  restoreRefund,
  goodwillRefund,
  outsideRefund,
  approveCase,
  approveTopUpCase,
  declineCase,
  declineTopUpCase,
  switchOnAutoTopUp,
  runAutoTopUp,
  decideReferral,
  revokeReferral,
  restoreReferral,
  agreePrices,
  endAgreement,
  buyAddOn,
  buyGiftSubscription,
  redeemGiftSubscription,
  cancelGiftSubscription,
  expireGiftSubscription,
  suspendAccount,
  liftSuspension,
  terminateAccount,
  closeAccount,
  followDistributor,
  applySubjectChange,
  withdrawSubjectChange,
  agreeToSubjectChange,
  acceptSubjectChange,
  takeEffect,
  endSubjectChange,
  settleBlocker,
  revokeSubjectChange,
];
