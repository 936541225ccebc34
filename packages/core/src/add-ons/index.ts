export { buyAddOn } from "./buy-add-on.ts";
export {
  ADD_ON_CONSENT_WORDING,
  type AddOnConsentWording,
  type AddOnTerms,
  addOnConsentHash,
  addOnConsentText,
  isAddOnConsentWording,
} from "./consent.ts";
export { type AddOnState, addOnLifecycle } from "./lifecycle.ts";
