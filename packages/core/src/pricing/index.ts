export { type AgreePricesFacts, agreePrices, type EndAgreementFacts, endAgreement } from "./agree.ts";
export { IMPORT_WARNING_TEXTS, SKIP_REASON_TEXTS } from "./import-text.ts";
export { majorPerMillion, majorPerUnit } from "./per-million.ts";
export {
  type BillingInterval,
  billingIntervals,
  PLAN_FEATURE_TEXTS,
  type Plan,
  type PlanFeature,
  type PlanId,
  type PlanPrice,
  planFeatures,
  planIds,
  seedPlans,
} from "./plans.ts";
export {
  type ImportedModel,
  type ImportWarning,
  importPriceList,
  type PriceImport,
  PriceListError,
  type PriceListErrorCode,
  type SkippedModel,
  type SkipReason,
} from "./price-import.ts";
export { RateError, type RateErrorCode, rateFromMajorText, rateFromText, rateToText } from "./rate.ts";
export {
  type CountUnit,
  countUnits,
  emptyModelRates,
  type ModelRates,
  modelRatesSchema,
  rateTextSchema,
  type ServiceTier,
  serviceTiers,
  type TokenUnit,
  tokenUnits,
} from "./rate-card.ts";
export {
  agreementFor,
  discountBpsOf,
  isInForce,
  ownRates,
  type PriceAgreement,
  ratesUnder,
} from "./agreement.ts";
export { type CompiledRates, compileRates, rateAmount } from "./compiled.ts";
export { maxAmount, maxCost, type Modality, type UsageLimits } from "./max-cost.ts";
export {
  type CountPart,
  countParts,
  type CountUsage,
  RatingError,
  type RatingErrorCode,
  type TokenUsage,
  type UsageQuantities,
} from "./quantities.ts";
export { type RatedUnit, type RatedUsage, rateUsage, type RatingOptions } from "./rating.ts";
export { listedRates, type ListedRate, type RateChange, rateChanges } from "./rate-changes.ts";
export { SERVICE_TIER_TEXTS, UNIT_TEXTS } from "./rate-texts.ts";
export { bpsFromPercent, ratesFromWritten, type WrittenPrice } from "./agreed-rates.ts";
