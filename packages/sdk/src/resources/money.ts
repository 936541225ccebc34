import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { RequestOptions, Send } from "../transport.ts";
import type { Refund, RefundPreview, RefundSummary, StoredDecision, Subscription, Wallet } from "../types.ts";

/** Credits, debt and included usage. Scope `wallet:read`. */
export interface WalletResource {
  get(options?: RequestOptions): Promise<Wallet>;
}

/** The plan the account is on. Scope `usage:read`. */
export interface SubscriptionResource {
  get(options?: RequestOptions): Promise<Subscription>;
}

/** Refunds. A key may look and calculate; submitting one needs a person. Scope `refunds:read`. */
export interface RefundsResource {
  /** What a refund of an order would return now, line by line. */
  preview(orderId: string, options?: RequestOptions): Promise<RefundPreview>;
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
});

/** Builds the resource. */
export const refundsResource = (send: Send): RefundsResource => ({
  preview: (orderId, options) =>
    send({ method: "GET", path: `/orders/${encodeURIComponent(orderId)}/refund-preview` }, options),
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
