export { type ApplyUpgradePaymentEffects, applyUpgradePayment } from "./apply-upgrade-payment.ts";
export { cancelBeforePriceChange } from "./cancel-before-price-change.ts";
export { cancelChange } from "./cancel-change.ts";
export { CANCEL_REASONS, cancelSubscription, undoCancelSubscription } from "./cancel.ts";
export { changeApplies, type PlanTerms } from "./change-direction.ts";
export { type ChangePlanFacts, changePlanFactsSchema } from "./change-facts.ts";
export { type ChangePlanEffects, changePlan } from "./change-plan.ts";
export {
  CHARGE_FAILURES,
  type ChargeFailure,
  type DunningSchedule,
  dunningSchedule,
  nextDunningStep,
} from "./dunning.ts";
export { followingTerms } from "./following-terms.ts";
export { type LateCancel, lateCancelIn } from "./late-cancel.ts";
export { type SubscriptionState, subscriptionLifecycle } from "./lifecycle.ts";
export {
  earliestRaiseAt,
  type FirstRenewal,
  noticeDeadline,
  type PriceChangeQuestion,
  priceChangeFor,
} from "./price-change.ts";
export { type PriceChangeState, priceChangeLifecycle } from "./price-change-lifecycle.ts";
export { purchaseSubscription } from "./purchase.ts";
export { renewSubscription } from "./renew.ts";
export { type RenewalAttemptState, renewalAttemptLifecycle } from "./renewal-attempt-lifecycle.ts";
export { type RenewalState, renewalLifecycle } from "./renewal-lifecycle.ts";
export { applyRenewalPayment } from "./renewal-payment.ts";
export { type AnnouncedChange, type PlanPrice, type RenewalPrice, renewalPrice } from "./renewal-price.ts";
export { schedulePriceChange } from "./schedule-price-change.ts";
export {
  cancelBy,
  cancelledInTime,
  placeOfTerm,
  type Term,
  type TermCalendar,
  type TermInterval,
  type TermPlace,
  termAt,
  termContaining,
  termEnd,
} from "./terms.ts";
export { zoneSchema } from "./zone-schema.ts";
export { type PlanChangeState, planChangeLifecycle } from "./plan-change-lifecycle.ts";
export {
  includedAtStart,
  includedLeft,
  resumedUntil,
  returnedOfTerm,
  type SuspendedTerm,
  type TermValue,
  type UpgradeCredit,
  upgradeCredit,
} from "./upgrade-credit.ts";
export { comesWhenLeaving } from "./waiting-change.ts";
