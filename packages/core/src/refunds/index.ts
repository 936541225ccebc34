export { earnedNanos, finalOfFrozen, type RefundAmounts, refundAmounts } from "./amount.ts";
export {
  type RefundablePayment,
  refundablePaymentSchema,
  type RefundConcession,
  refundConcessionSchema,
  type SubscriptionRefundFacts,
  subscriptionRefundFactsSchema,
} from "./facts.ts";
export { type CyclePayment, type RefundLeg, refundLegs } from "./legs.ts";
export {
  type RefundLegState,
  type RefundState,
  refundLifecycle,
  refundStateOfLegs,
  refundStates,
  refundStatesUnderWay,
  shownRefundStatus,
} from "./lifecycle.ts";
export { REFUND_STATUS_TEXTS, type ShownRefundStatus } from "./status-texts.ts";
export { previewVersion, topUpPreviewVersion } from "./preview-version.ts";
export { refundFileSchema } from "./refund-file.ts";
export { topUpRefundFileSchema } from "./top-up-refund-file.ts";
export { type RestoreRefundEffects, restoreRefund } from "./restore-refund.ts";
export {
  type SettleRefundEffects,
  type SettleRefundFacts,
  settleRefund,
  settleRefundFactsSchema,
} from "./settle-refund.ts";
export {
  REFUND_REQUEST_KINDS,
  type ShadowAnswer,
  type ShadowDifference,
  type ShadowReport,
  type ShadowRun,
  type ShadowSums,
  shadowRun,
  shadowRunUnder,
} from "./shadow-run.ts";
export { refundLegsSchema } from "./ruling.ts";
export {
  type SubscriptionRefundEffects,
  subscriptionRefund,
  subscriptionRefundEffectsSchema,
} from "./subscription-refund.ts";
export { settleTopUpRefund } from "./settle-top-up-refund.ts";
export {
  frozenBooking,
  spentOfLotNanos,
  usedInFlight,
  usedSinceNanos,
  walletLossNanos,
} from "./top-up-books.ts";
export { excusableTopUpNanos } from "./top-up-amount.ts";
export { type TopUpRefundFacts, topUpRefundFactsSchema } from "./top-up-facts.ts";
export { type TopUpRefundEffects, topUpRefund, topUpRefundEffectsSchema } from "./top-up-refund.ts";
export { type RefundWindow, refundWindow, topUpWindow } from "./window.ts";
