import * as contract from "@tenure/core/contract";
import type { ZodType } from "zod";
import type {
  AnnouncedPriceChange,
  AutoTopUp,
  Cancellation,
  CancellationPreview,
  CreditLot,
  CreditLotLife,
  Invoice,
  Order,
  PaymentMethod,
  Plan,
  PlanChangePreview,
  Receipt,
  RecordedUsage,
  Refund,
  RefundCase,
  RefundCaseSummary,
  RefundPreview,
  RefundSummary,
  Renewal,
  SettledUsage,
  SubjectChange,
  SubmittedRefund,
  Subscription,
  Timeline,
  TopUpReceipt,
  TopUpReview,
  Transaction,
  UsageEvent,
  UsageEventInput,
  UsageHold,
  Wallet,
} from "../index.ts";

// The contract's own schemas, each of the type that the client gives: for who checks what comes over the wire. They need
// `zod` 4, which is yours: an optional peer, so that a client without schemas depends on nothing.
export const announcedPriceChangeSchema: ZodType<AnnouncedPriceChange> = contract.announcedPriceChangeSchema;
export const autoTopUpSchema: ZodType<AutoTopUp> = contract.autoTopUpSchema;
export const cancellationPreviewSchema: ZodType<CancellationPreview> = contract.cancellationPreviewSchema;
export const cancellationSchema: ZodType<Cancellation> = contract.cancellationSchema;
export const holdSchema: ZodType<UsageHold> = contract.holdSchema;
export const invoiceSchema: ZodType<Invoice> = contract.invoiceSchema;
export const lotSchema: ZodType<CreditLot> = contract.lotSchema;
export const lotLifeSchema: ZodType<CreditLotLife> = contract.lotLifeSchema;
export const orderSchema: ZodType<Order> = contract.orderSchema;
export const paymentMethodSchema: ZodType<PaymentMethod> = contract.paymentMethodSchema;
export const planChangePreviewSchema: ZodType<PlanChangePreview> = contract.planChangePreviewSchema;
export const planSchema: ZodType<Plan> = contract.planSchema;
export const receiptSchema: ZodType<Receipt> = contract.receiptSchema;
export const recordUsageAnswerSchema: ZodType<RecordedUsage> = contract.recordUsageAnswerSchema;
export const refundCaseSchema: ZodType<RefundCase> = contract.refundCaseSchema;
export const refundCaseSummarySchema: ZodType<RefundCaseSummary> = contract.refundCaseSummarySchema;
export const refundPreviewSchema: ZodType<RefundPreview> = contract.refundPreviewSchema;
export const refundSchema: ZodType<Refund> = contract.refundSchema;
export const refundSubmittedSchema: ZodType<SubmittedRefund> = contract.refundSubmittedSchema;
export const refundSummarySchema: ZodType<RefundSummary> = contract.refundSummarySchema;
export const renewalSchema: ZodType<Renewal> = contract.renewalSchema;
export const settleAnswerSchema: ZodType<SettledUsage> = contract.settleAnswerSchema;
export const subjectChangeSchema: ZodType<SubjectChange> = contract.subjectChangeSchema;
export const subscriptionSchema: ZodType<Subscription> = contract.subscriptionSchema;
export const timelineSchema: ZodType<Timeline> = contract.timelineSchema;
export const topUpReceiptSchema: ZodType<TopUpReceipt> = contract.topUpReceiptSchema;
export const topUpReviewSchema: ZodType<TopUpReview> = contract.topUpReviewSchema;
export const transactionSchema: ZodType<Transaction> = contract.transactionSchema;
export const usageEventInputSchema: ZodType<UsageEventInput> = contract.usageEventInputSchema;
export const usageEventSchema: ZodType<UsageEvent> = contract.usageEventSchema;
export const walletSchema: ZodType<Wallet> = contract.walletSchema;
