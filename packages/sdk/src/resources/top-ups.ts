import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { Order, TopUpOffer, TopUpReceipt, TopUpReview, Transaction } from "../top-up-types.ts";
import type { RequestOptions, Send } from "../transport.ts";
import type { Money } from "../types.ts";

/** What to review. */
export interface ReviewTopUpParams {
  /** Credits to buy, before tax, in the account's currency. */
  readonly amount: Money;
  /** By card without it; `alipay` charges in yuan. */
  readonly method?: "card" | "alipay";
  /** Language of the terms; English without it. */
  readonly language?: "en" | "zh";
}

/** Topping up. A key may look and calculate; buying needs a person who agrees. Scope `wallet:read`. */
export interface TopUpsResource {
  /** Limits, suggested amounts and bonus steps. */
  offer(options?: RequestOptions): Promise<TopUpOffer>;
  /** What a top-up would cost and bring, line by line; nothing is bought. */
  review(params: ReviewTopUpParams, options?: RequestOptions): Promise<TopUpReview>;
  /** The receipt of a paid top-up. Scope `refunds:read`. */
  receipt(orderId: string, options?: RequestOptions): Promise<TopUpReceipt>;
}

/** Which transactions. */
export interface ListTransactionsParams extends PageParams {
  readonly kind?: Transaction["kind"];
}

/** Top-ups, gifts, expiries, refunds and corrections of credits. Scope `wallet:read`. */
export interface TransactionsResource {
  /** Newest first. */
  list(params?: ListTransactionsParams, options?: RequestOptions): Listing<Transaction>;
}

/** Which orders. */
export interface ListOrdersParams extends PageParams {
  readonly kind?: Order["kind"];
}

/** Orders of plans and of credits. Scope `refunds:read`. */
export interface OrdersResource {
  get(orderId: string, options?: RequestOptions): Promise<Order>;
  /** Newest first. */
  list(params?: ListOrdersParams, options?: RequestOptions): Listing<Order>;
}

/** Builds the resource. */
export const topUpsResource = (send: Send): TopUpsResource => ({
  offer: (options) => send({ method: "GET", path: "/top-ups/offer" }, options),
  review: (params, options) => send({ method: "POST", path: "/top-ups/review", body: params }, options),
  receipt: (orderId, options) =>
    send({ method: "GET", path: `/orders/${encodeURIComponent(orderId)}/receipt` }, options),
});

/** Builds the resource. */
export const transactionsResource = (send: Send): TransactionsResource => ({
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<Transaction>>(
          { method: "GET", path: "/wallet/transactions", query: { ...params, cursor } },
          options,
        ),
      params.cursor,
    ),
});

/** Builds the resource. */
export const ordersResource = (send: Send): OrdersResource => ({
  get: (orderId, options) => send({ method: "GET", path: `/orders/${encodeURIComponent(orderId)}` }, options),
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<Order>>({ method: "GET", path: "/orders", query: { ...params, cursor } }, options),
      params.cursor,
    ),
});
