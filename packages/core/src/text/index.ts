export {
  VIOLATION_GROUND_TEXTS,
  VIOLATION_GROUNDS,
  type ViolationGround,
} from "./account-texts.ts";
export {
  BILLING_PROBLEM_TEXTS,
  type BillingField,
  type BillingProblemCode,
} from "./billing-texts.ts";
export { LINE_TEXTS, type LineKey, lineKeySchema } from "./lines.ts";
export type { RefusalText } from "./refusal-text.ts";
export { REFUSAL_TEXTS, type RefusalCode, refusalCodeSchema } from "./refusals.ts";
export { paymentMethodText } from "./payment-method-text.ts";
export { TIMELINE_TEXTS } from "./timeline-texts.ts";
export { fill, type Text, type TextContext } from "./template.ts";
