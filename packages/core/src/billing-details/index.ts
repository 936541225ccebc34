export { addressLines, countryName } from "./address.ts";
export {
  type BillingCheck,
  type BillingDetails,
  type BillingProblem,
  checkBillingDetails,
  requiredBillingFields,
} from "./check.ts";
export { CITY_STATES, COUNTRIES, isCountry } from "./countries.ts";
export { POSTAL_CODES, WITHOUT_POSTAL_CODES } from "./postal-codes.ts";
export { findRegion, type Region, regionsOf } from "./regions.ts";
export { BILLING_FIELDS, billingFactsShape, billingRefusals } from "./facts.ts";
export { TAX_IDS, taxIdProblem } from "./tax-ids.ts";
