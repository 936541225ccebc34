// Compiled only: the SDK's interfaces and the contract's schemas describe the same JSON. A field that is added,
// renamed or made optional on one side alone does not compile.
import type * as contract from "@tenure/core/contract";
import type { moneySchema } from "@tenure/core/money";
import type { z } from "zod";
import type {
  AddOnPurchase,
  AccountClock,
  AuthorizeParams,
  GivenGift,
  OfferedAddOn,
  ReceivedGift,
  AutoTopUp,
  CreditLot,
  CreditLotLife,
  CreditLotUsage,
  Referral,
  ReferralProgramme,
  Counts,
  Money,
  Order,
  Receipt,
  RecordedUsage,
  Refund,
  RefundPreview,
  RefundSummary,
  SettledUsage,
  SettleParams,
  Cancellation,
  CancellationPreview,
  Renewal,
  RenewingSubscription,
  Subscription,
  Timeline,
  Tokens,
  TopUpOffer,
  TopUpReceipt,
  TopUpReview,
  Transaction,
  UsageEvent,
  UsageEventInput,
  UsageHold,
  UsageResult,
  Wallet,
} from "../src/index.ts";
import type { AllTrue, Same } from "./same.ts";

export type Checked = AllTrue<
  [
    Same<Money, typeof moneySchema>,
    Same<Tokens, typeof contract.tokensSchema>,
    Same<Counts, typeof contract.countsSchema>,
    Same<UsageEventInput, typeof contract.usageEventInputSchema>,
    Same<UsageEvent, typeof contract.usageEventSchema>,
    Same<UsageResult, typeof contract.usageResultSchema>,
    Same<RecordedUsage, typeof contract.recordUsageAnswerSchema>,
    Same<UsageHold, typeof contract.holdSchema>,
    Same<SettledUsage, typeof contract.settleAnswerSchema>,
    Same<SettleParams & { holdId: string }, typeof contract.settleUsageSchema>,
    Same<Wallet, typeof contract.walletSchema>,
    Same<Subscription, typeof contract.subscriptionSchema>,
    Same<CancellationPreview, typeof contract.cancellationPreviewSchema>,
    Same<Cancellation, typeof contract.cancellationSchema>,
    Same<Renewal, typeof contract.renewalSchema>,
    Same<RenewingSubscription, typeof contract.renewingSchema>,
    Same<RefundSummary, typeof contract.refundSummarySchema>,
    Same<Refund, typeof contract.refundSchema>,
    Same<RefundPreview, typeof contract.refundPreviewSchema>,
    Same<Receipt, typeof contract.receiptSchema>,
    Same<AutoTopUp, typeof contract.autoTopUpSchema>,
    Same<CreditLot, typeof contract.lotSchema>,
    Same<CreditLotLife, typeof contract.lotLifeSchema>,
    Same<CreditLotUsage, typeof contract.lotUsageSchema>,
    Same<ReferralProgramme, typeof contract.referralProgrammeSchema>,
    Same<Referral, typeof contract.referralSchema>,
    Same<TopUpOffer, typeof contract.topUpOfferSchema>,
    Same<TopUpReview, typeof contract.topUpReviewSchema>,
    Same<TopUpReceipt, typeof contract.topUpReceiptSchema>,
    Same<Order, typeof contract.orderSchema>,
    Same<GivenGift, typeof contract.givenGiftSchema>,
    Same<ReceivedGift, typeof contract.receivedGiftSchema>,
    Same<OfferedAddOn, typeof contract.offeredAddOnSchema>,
    Same<AddOnPurchase, typeof contract.addOnPurchaseSchema>,
    Same<Transaction, typeof contract.transactionSchema>,
    Same<Timeline, typeof contract.timelineSchema>,
    Same<AccountClock, typeof contract.accountClockSchema>,
  ]
>;

type Authorize = z.input<typeof contract.authorizeUsageSchema>;
// Whatever a caller may write, the schema reads; the currency alone is an open text here.
type Writable<T> = T extends { readonly amount: Money }
  ? Omit<T, "amount"> & Pick<Required<Authorize>, "amount">
  : T;
export const accepted = (params: Writable<AuthorizeParams>): Authorize => params;
