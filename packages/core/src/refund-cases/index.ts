export {
  type ApproveCaseEffects,
  type ApproveCaseFacts,
  approveCase,
  approveCaseFactsSchema,
  approveTopUpCase,
} from "./approve-case.ts";
export {
  type BusinessCalendar,
  businessDayAfter,
  businessDaysLeft,
  businessDeadline,
} from "./business-days.ts";
export { type DeclineCaseFacts, declineCase, declineTopUpCase } from "./decline-case.ts";
export { isDecidedByAPerson } from "./decided-by-a-person.ts";
export { type RefundCaseState, refundCaseLifecycle, refundCaseStatesOpen } from "./lifecycle.ts";
export { type CaseOverride, caseOverrideSchema } from "./overrides.ts";
export { completeRequest, languageOf, type ParsedRequest, parseRequest } from "./parse-request.ts";
export { REQUEST_FIELDS, type RequestField } from "./request-labels.ts";
export { instantOfLocal } from "./request-values.ts";
export {
  CASE_ANSWER_TEXTS,
  type CaseAnswerText,
  CASE_DECLINE_REASON_TEXTS,
  CASE_DECLINE_REASONS,
  type CaseDeclineReason,
} from "../text/refund-case-texts.ts";
