export {
  type AccountPrice,
  accountPriceSchema,
  type EventRating,
  eventRatingSchema,
  priceAgreementSchema,
  type PriceAgreementView,
} from "./prices.ts";
export {
  type AutoTopUp,
  autoTopUpConsentSchema,
  autoTopUpReviewSchema,
  autoTopUpSchema,
  autoTopUpTermsShape,
} from "./auto-top-up.ts";
export { isPlainAuthorize, isPlainRecord, isPlainSettle } from "./plain-usage.ts";
export { type Invoice, invoicePdfSchema, invoiceSchema, invoiceSummarySchema } from "./invoices.ts";
export {
  pastDueSchema,
  renewalAttemptSchema,
  renewalPaymentSchema,
  renewalSchema,
} from "./renewals.ts";
export { announcedPriceChangeSchema, cancelBeforePriceChangePreviewSchema } from "./price-changes.ts";
export { paymentMethodSchema } from "./payment-methods.ts";
export { decisionJsonSchema, receiptSchema } from "./decision.ts";
export {
  type CreditLot,
  type CreditLotEntry,
  type CreditLotLife,
  type CreditLotUsage,
  lotKindSchema,
  lotLifeSchema,
  lotSchema,
  lotUsageSchema,
} from "./lots.ts";
export {
  type DisputeSummary,
  disputeSummarySchema,
  orderKinds,
  orderSchema,
  type RefundPreview,
  refundabilitySchema,
  refundPreviewSchema,
  refundSchema,
  refundSubmittedSchema,
  refundSummarySchema,
} from "./orders.ts";
export {
  cancellationPreviewSchema,
  cancellationSchema,
  purchaseReviewSchema,
  purchaseSchema,
  renewingSchema,
  subscriptionSchema,
} from "./subscriptions.ts";
export {
  changeTakenBackSchema,
  planChangedSchema,
  planChangePreviewSchema,
  planHistorySchema,
  scheduledChangeSchema,
} from "./plan-changes.ts";
export { modelPriceSchema, type PlanView, planSchema } from "./catalog.ts";
export {
  reviewTopUpShape,
  topUpCreatedSchema,
  topUpOfferSchema,
  topUpReceiptSchema,
  topUpReviewSchema,
  transactionSchema,
} from "./top-ups.ts";
export { type TransactionKind, transactionKinds } from "./transaction-kinds.ts";
export { CLIENT_EVENT_ID } from "./usage-names.ts";
export {
  type FieldError,
  fieldErrorSchema,
  PROBLEMS,
  type Problem,
  type ProblemCode,
  problemSchema,
} from "./problem.ts";
export {
  countsSchema,
  quantitySchema,
  tokensSchema,
  type UsageCounts,
  type UsageTokens,
} from "./quantities.ts";
export {
  type AuthorizeUsageInput,
  authorizeUsageSchema,
  type ChargedEvent,
  chargedEventSchema,
  clientEventIdSchema,
  extendUsageSchema,
  holdDetailSchema,
  holdSchema,
  listHoldsShape,
  listUsageShape,
  MAX_USAGE_BATCH,
  modelNameSchema,
  type RecordUsageAnswer,
  recordUsageAnswerSchema,
  recordUsageSchema,
  releaseUsageSchema,
  type SettleAnswer,
  type SettleUsageInput,
  settleAnswerSchema,
  settleUsageSchema,
  type UsageEvent,
  type UsageEventInput,
  type UsageHold,
  type UsageHoldDetail,
  type UsageResult,
  usageEventInputSchema,
  usageEventSchema,
  usageResultSchema,
} from "./usage.ts";
export {
  type Referral,
  type ReferralProgramme,
  referralProgrammeSchema,
  referralSchema,
} from "./referrals.ts";
export { type Wallet, walletSchema } from "./wallet.ts";
export { type SpendLimits, spendLimitChanges, spendLimitsSchema } from "./spend-limits.ts";
export {
  type StatementLineView,
  statementLineSchema,
  statementSchema,
  statementShape,
  type StatementView,
} from "./statements.ts";
export {
  type UsageEventDetail,
  usageEventDetailSchema,
  usageEventsFileShape,
  type UsageGroup,
  type UsageGrouping,
  usageGroupings,
  type UsageSums,
  type UsageSummary,
  usageSummarySchema,
  usageSummaryShape,
} from "./usage-reports.ts";
export {
  addOnConsentSchema,
  addOnPriceSchema,
  type AddOnPurchaseView,
  addOnPurchaseSchema,
  addOnReviewSchema,
  type CatalogueAddOn,
  catalogueAddOnSchema,
  type OfferedAddOn,
  offeredAddOnSchema,
} from "./add-ons.ts";
export {
  giftReviewSchema,
  type GivenGift,
  givenGiftSchema,
  type ReceivedGift,
  receivedGiftSchema,
  redeemPreviewSchema,
  redeemedSchema,
} from "./gift-subscriptions.ts";
export {
  type AccountClockView,
  accountClockSchema,
  type ClockAdvance,
  clockAdvanceSchema,
  clockRequestShape,
} from "./clock.ts";
export { type TimelineView, timelineSchema } from "./timeline.ts";
export { refundCaseOpenedSchema, refundCaseSchema, refundCaseSummarySchema } from "./refund-cases.ts";
export { API_VERSION, VERSION_HEADER } from "./version.ts";
export { subjectChangeSchema } from "./subject-changes.ts";
