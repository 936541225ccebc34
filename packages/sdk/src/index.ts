export {
  AuthenticationError,
  ConflictError,
  ConnectionError,
  type FieldError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  type Refusal,
  RefusedError,
  ServerError,
  TenureError,
  ValidationError,
} from "./errors.ts";
export type { AddOnPurchase, GivenGift, OfferedAddOn, ReceivedGift } from "./gift-types.ts";
export type { Invoice, InvoicePdf, InvoiceSummary, PaymentMethod } from "./invoice-types.ts";
export type { InvoicesResource, ListInvoicesParams, PaymentMethodsResource } from "./resources/invoices.ts";
export type { Model } from "./catalog-types.ts";
export type { ListModelsParams, ModelsResource, PlansResource } from "./resources/catalog.ts";
export type { Listing, Page, PageParams } from "./listing.ts";
export type { AddOnsResource, GiftsResource } from "./resources/gifts.ts";
export type { AccountPrice, EventRating, ModelRates, PriceAgreement, TokenRates } from "./price-types.ts";
export type {
  CreditLot,
  CreditLotEntry,
  CreditLotLife,
  CreditLotUsage,
  Referral,
  ReferralProgramme,
} from "./lot-types.ts";
export type { ListLotsParams, LotsResource, ReferralsResource } from "./resources/lots.ts";
export type { AutoTopUp, AutoTopUpResource } from "./resources/auto-top-up.ts";
export type { SubjectChangesResource } from "./resources/subject-changes.ts";
export type {
  DecisionsResource,
  RefundsResource,
  SubscriptionResource,
  WalletResource,
} from "./resources/money.ts";
export type {
  LocalDate,
  SpendLimitPeriod,
  SpendLimits,
  Statement,
  StatementLine,
  UsageEventDetail,
  UsageGroup,
  UsageStep,
  UsageSummary,
  UsageSums,
} from "./report-types.ts";
export type {
  SpendLimitsResource,
  StatementResource,
  UsageReportsResource,
  UsageSummaryParams,
} from "./resources/reports.ts";
export type {
  ListOrdersParams,
  ListTransactionsParams,
  OrdersResource,
  ReviewTopUpParams,
  TopUpsResource,
  TransactionsResource,
} from "./resources/top-ups.ts";
export type {
  Charge,
  Order,
  Refundability,
  TopUpOffer,
  TopUpReceipt,
  TopUpReview,
  Transaction,
} from "./top-up-types.ts";
export type { AuthorizeParams, ListUsageParams, SettleParams, UsageResource } from "./resources/usage.ts";
export type { ListPricesParams, PricesResource } from "./resources/prices.ts";
export type {
  AccountClock,
  AdvanceClockParams,
  ClockAdvance,
  SandboxResource,
} from "./resources/sandbox.ts";
export type {
  Timeline,
  TimelineFact,
  TimelinePromise,
  TimelineResource,
  TimelineSubject,
} from "./resources/timeline.ts";
export type { OpenRefundCaseParams, RefundCasesResource } from "./resources/refund-cases.ts";
export type {
  OpenedRefundCase,
  RefundCase,
  RefundCaseState,
  RefundCaseSummary,
  RefundRequestField,
} from "./refund-case-types.ts";
export type {
  ListDeliveriesParams,
  WebhookEndpointParams,
  WebhookEndpointsResource,
  WebhookSecret,
} from "./resources/webhook-endpoints.ts";
export { Tenure, type TenureOptions } from "./tenure.ts";
export type {
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEvent,
} from "./webhook-endpoint-types.ts";
export {
  type VerifyWebhookParams,
  verifyWebhook,
  type WebhookObject,
  type WebhookPayload,
  type WebhookProblem,
  WebhookVerificationError,
} from "./webhooks.ts";
export type { RequestOptions } from "./transport.ts";
export type {
  Decision,
  DisputeSummary,
  Instant,
  Money,
  Receipt,
  RecordedUsage,
  Refund,
  RefundPreview,
  RefundSummary,
  ServiceTier,
  SettledUsage,
  StoredDecision,
  SubjectChange,
  SubmittedRefund,
  AnnouncedPriceChange,
  Cancellation,
  CancellationPreview,
  CancelParams,
  CancelReason,
  PastDue,
  Renewal,
  Plan,
  PlanChangePreview,
  PlanChangeTakenBack,
  ScheduledChange,
  RenewingSubscription,
  Subscription,
  Counts,
  Tokens,
  ChargedEvent,
  UsageEvent,
  UsageEventInput,
  UsageHold,
  UsageResult,
  Wallet,
} from "./types.ts";
export { usageBuffer, type UsageBuffer, type UsageBufferOptions } from "./usage/buffer.ts";
export {
  type AiSdkUsage,
  type OpenAIChatUsage,
  type OpenAIResponseUsage,
  tokensOfAiSdk,
  tokensOfOpenAI,
} from "./usage/model-usage.ts";
export {
  type Used,
  type UsageRun,
  withUsage,
  type WithUsageParams,
  withUsageStream,
} from "./usage/with-usage.ts";
export {
  type ReceiptKey,
  type ReceiptPurpose,
  type ReceiptVerification,
  verifyReceipt,
  type VerifyReceiptParams,
} from "./receipts.ts";
