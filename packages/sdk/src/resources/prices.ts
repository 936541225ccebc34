import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { AccountPrice, EventRating, PriceAgreement } from "../price-types.ts";
import type { RequestOptions, Send } from "../transport.ts";

/** Which prices to list. */
export interface ListPricesParams extends PageParams {
  /** Part of a model's name. */
  readonly search?: string;
}

/** What you pay per model. Scope `usage:read`. */
export interface PricesResource {
  /** Your prices now, by model; what was agreed in writing is in them. */
  list(params?: ListPricesParams, options?: RequestOptions): Listing<AccountPrice>;
  /** Prices agreed in writing, newest first, ended ones too. */
  agreements(params?: PageParams, options?: RequestOptions): Listing<PriceAgreement>;
  /** How one usage event was rated, line by line. */
  rating(eventId: string, options?: RequestOptions): Promise<EventRating>;
}

/** Builds the resource. */
export const pricesResource = (send: Send): PricesResource => ({
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<AccountPrice>>({ method: "GET", path: "/prices", query: { ...params, cursor } }, options),
      params.cursor,
    ),
  agreements: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<PriceAgreement>>(
          { method: "GET", path: "/price-agreements", query: { ...params, cursor } },
          options,
        ),
      params.cursor,
    ),
  rating: (eventId, options) =>
    send({ method: "GET", path: `/usage/events/${encodeURIComponent(eventId)}/rating` }, options),
});
