export {
  type AutoTopUpTerms,
  CONSENT_WORDING,
  type ConsentWording,
  consentHash,
  consentText,
  isConsentWording,
} from "./consent.ts";
export { type AutoTopUpState, autoTopUpLifecycle } from "./lifecycle.ts";
export { availableNanos, type BalanceFacts, isLow } from "./low.ts";
export { chargedIn, type Month, monthOf, nextMonthStart } from "./month.ts";
export { runAutoTopUp } from "./run.ts";
export { switchOnAutoTopUp } from "./switch-on.ts";
