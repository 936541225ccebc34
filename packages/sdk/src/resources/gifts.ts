import type { AddOnPurchase, GivenGift, OfferedAddOn, ReceivedGift } from "../gift-types.ts";
import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { RequestOptions, Send } from "../transport.ts";

/** Subscriptions given and received. A key may look; giving and redeeming need a person. Scope `refunds:read`. */
export interface GiftsResource {
  get(giftId: string, options?: RequestOptions): Promise<GivenGift>;
  /** What the account gave, newest first. */
  list(params?: PageParams, options?: RequestOptions): Listing<GivenGift>;
  /** What the account redeemed, newest first. */
  received(options?: RequestOptions): Promise<readonly ReceivedGift[]>;
}

/** Add-ons. A key may look; buying needs a person who agrees to the exact amount. Scope `refunds:read`. */
export interface AddOnsResource {
  /** What is sold to the account, in its currency. */
  offered(options?: RequestOptions): Promise<readonly OfferedAddOn[]>;
  /** What the account bought, newest first. */
  purchases(params?: PageParams, options?: RequestOptions): Listing<AddOnPurchase>;
}

/** Builds the resource. */
export const giftsResource = (send: Send): GiftsResource => ({
  get: (giftId, options) => send({ method: "GET", path: `/gifts/${encodeURIComponent(giftId)}` }, options),
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<GivenGift>>({ method: "GET", path: "/gifts", query: { ...params, cursor } }, options),
      params.cursor,
    ),
  received: (options) => send({ method: "GET", path: "/received-gifts" }, options),
});

/** Builds the resource. */
export const addOnsResource = (send: Send): AddOnsResource => ({
  offered: (options) => send({ method: "GET", path: "/add-ons" }, options),
  purchases: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<AddOnPurchase>>(
          { method: "GET", path: "/add-on-purchases", query: { ...params, cursor } },
          options,
        ),
      params.cursor,
    ),
});
