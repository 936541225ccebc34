import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { RequestOptions, Send } from "../transport.ts";
import type {
  AnnouncedPriceChange,
  Cancellation,
  CancellationPreview,
  CancelParams,
  Plan,
  PlanChangePreview,
  PlanChangeTakenBack,
  Refund,
  RefundPreview,
  RefundSummary,
  Renewal,
  RenewingSubscription,
  StoredDecision,
  SubmittedRefund,
  Subscription,
  Wallet,
} from "../types.ts";

/** Credits, debt and included usage. Scope `wallet:read`. */
export interface WalletResource {
  get(options?: RequestOptions): Promise<Wallet>;
}

/** The plan the account is on. Scope `usage:read` to look, `subscriptions:write` to cancel and to take back. */
export interface SubscriptionResource {
  get(options?: RequestOptions): Promise<Subscription>;
  /** @deprecated Say `plans.list()`: it needs no key. */
  plans(options?: RequestOptions): Promise<{ readonly plans: readonly Plan[] }>;
  /** What changing to a price of a plan would mean, line by line. Making the change needs a person. */
  previewChange(planPriceId: string, options?: RequestOptions): Promise<PlanChangePreview>;
  /** Takes back a change of plan that waits, until its cut-off; the running plan then renews as before. */
  takeBackChange(options?: RequestOptions): Promise<PlanChangeTakenBack>;
  /** What cancelling now would mean, to the minute. */
  previewCancellation(options?: RequestOptions): Promise<CancellationPreview>;
  /** Cancels; a repetition with the same idempotency key answers again. */
  cancel(params?: CancelParams, options?: RequestOptions): Promise<Cancellation>;
  /** Changes of the price that lie ahead, each with the first renewal that has it. */
  priceChanges(options?: RequestOptions): Promise<{ readonly items: readonly AnnouncedPriceChange[] }>;
  /** Takes a cancellation back before the subscription ends. */
  undoCancel(options?: RequestOptions): Promise<RenewingSubscription>;
  /** Renewals, newest first, each with its tries and the provider's own words. */
  renewals(params?: PageParams, options?: RequestOptions): Listing<Renewal>;
}

/** Refunds. Scope `refunds:read` to look and to calculate, `refunds:write` to submit and to call off. */
export interface RefundsResource {
  /** What a refund of an order would return now, line by line. */
  preview(orderId: string, options?: RequestOptions): Promise<RefundPreview>;
  /** Submits what a preview showed, by its `previewToken`; refused with `preview_outdated` once that is no longer true. */
  submit(
    orderId: string,
    params: { readonly previewToken: string },
    options?: RequestOptions,
  ): Promise<SubmittedRefund>;
  /** Calls a refund off, as long as the payment provider was not asked. */
  cancel(
    refundId: string,
    options?: RequestOptions,
  ): Promise<{ readonly refundId: string; readonly state: string }>;
  get(refundId: string, options?: RequestOptions): Promise<Refund>;
  /** Refunds, newest first. */
  list(params?: PageParams, options?: RequestOptions): Listing<RefundSummary>;
}

/** Stored decisions. Scope `refunds:read`. */
export interface DecisionsResource {
  /** A decision with its signed receipt, which verifies offline (see {@link StoredDecision}). */
  get(decisionId: string, options?: RequestOptions): Promise<StoredDecision>;
}

/** Builds the resource. */
export const walletResource = (send: Send): WalletResource => ({
  get: (options) => send({ method: "GET", path: "/wallet" }, options),
});

/** Builds the resource. */
export const subscriptionResource = (send: Send): SubscriptionResource => ({
  get: (options) => send({ method: "GET", path: "/subscription" }, options),
  previewChange: (planPriceId, options) =>
    send({ method: "GET", path: "/subscription/change", query: { planPriceId } }, options),
  plans: (options) => send({ method: "GET", path: "/plans", ofNoAccount: true }, options),
  takeBackChange: (options) => send({ method: "DELETE", path: "/subscription/change" }, options),
  previewCancellation: (options) => send({ method: "GET", path: "/subscription/cancellation" }, options),
  cancel: (params = {}, options) =>
    send({ method: "POST", path: "/subscription/cancellation", body: params }, options),
  priceChanges: (options) => send({ method: "GET", path: "/subscription/price-changes" }, options),
  undoCancel: (options) => send({ method: "DELETE", path: "/subscription/cancellation" }, options),
  renewals: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<Renewal>>(
          { method: "GET", path: "/subscription/renewals", query: { ...params, cursor } },
          options,
        ),
      params.cursor,
    ),
});

/** Builds the resource. */
export const refundsResource = (send: Send): RefundsResource => ({
  preview: (orderId, options) =>
    send({ method: "GET", path: `/orders/${encodeURIComponent(orderId)}/refund-preview` }, options),
  submit: (orderId, params, options) =>
    send({ method: "POST", path: `/orders/${encodeURIComponent(orderId)}/refund`, body: params }, options),
  cancel: (refundId, options) =>
    send(
      { method: "POST", path: `/refunds/${encodeURIComponent(refundId)}/cancellation`, body: {} },
      options,
    ),
  get: (refundId, options) =>
    send({ method: "GET", path: `/refunds/${encodeURIComponent(refundId)}` }, options),
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<RefundSummary>>({ method: "GET", path: "/refunds", query: { ...params, cursor } }, options),
      params.cursor,
    ),
});

/** Builds the resource. */
export const decisionsResource = (send: Send): DecisionsResource => ({
  get: (decisionId, options) =>
    send({ method: "GET", path: `/decisions/${encodeURIComponent(decisionId)}` }, options),
});
