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
export { CHANGE_CHECK_TEXTS, CHANGE_CHECKS, type ChangeCheck } from "./change-check-texts.ts";
export { EVIDENCE_KINDS, EVIDENCE_TEXTS, type EvidenceKind } from "./evidence-texts.ts";
export { LINE_TEXTS, type LineKey, lineKeySchema } from "./lines.ts";
export { paymentMethodText } from "./payment-method-text.ts";
export type { RefusalText } from "./refusal-text.ts";
export { REFUSAL_TEXTS, type RefusalCode, refusalCodeSchema } from "./refusals.ts";
export {
  BLOCKER_KINDS,
  type BlockerKind,
  CHANGE_GROUND_TEXTS,
  CHANGE_GROUNDS,
  type ChangeGround,
} from "./subject-change-texts.ts";
export { fillPlain, PLAIN_FORMATS } from "./plain-template.ts";
export { fill, type Text, type TextContext } from "./template.ts";
export { TIMELINE_TEXTS } from "./timeline-texts.ts";
