export { type AutoTopUpTerms, consentHash, consentText, isConsentWording } from "./consent.ts";
export { type AutoTopUpState, autoTopUpLifecycle } from "./lifecycle.ts";
export { availableNanos, type BalanceFacts, isLow } from "./low.ts";
export { chargedIn, leftNanos, nextMonthStart } from "./month.ts";
export { runAutoTopUp } from "./run.ts";
export { switchOnAutoTopUp } from "./switch-on.ts";
