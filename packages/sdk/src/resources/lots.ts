import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { CreditLot, CreditLotLife, CreditLotUsage, Referral, ReferralProgramme } from "../lot-types.ts";
import type { RequestOptions, Send } from "../transport.ts";

/** Which lots. */
export interface ListLotsParams extends PageParams {
  readonly state?: CreditLot["state"];
  readonly kind?: CreditLot["kind"];
}

/** Lots of credits and what became of each. Scope `wallet:read`. */
export interface LotsResource {
  /** What expires next first, then what never expires, then what is over. */
  list(params?: ListLotsParams, options?: RequestOptions): Listing<CreditLot>;
  /** A lot and a page of its life, newest first. */
  life(lotId: string, params?: PageParams, options?: RequestOptions): Promise<CreditLotLife>;
  /** The requests that used a lot on one local day (`2026-11-20`), newest first. */
  usage(lotId: string, day: string, params?: PageParams, options?: RequestOptions): Listing<CreditLotUsage>;
}

/** The referral programme. Scope `wallet:read`. */
export interface ReferralsResource {
  /** The link, what a referral earns, and what was earned. */
  programme(options?: RequestOptions): Promise<ReferralProgramme>;
  /** Newest first. */
  list(params?: PageParams, options?: RequestOptions): Listing<Referral>;
}

/** Builds the resource. */
export const lotsResource = (send: Send): LotsResource => ({
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<CreditLot>>({ method: "GET", path: "/wallet/lots", query: { ...params, cursor } }, options),
      params.cursor,
    ),
  life: (lotId, params = {}, options) =>
    send({ method: "GET", path: `/wallet/lots/${encodeURIComponent(lotId)}`, query: { ...params } }, options),
  usage: (lotId, day, params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<CreditLotUsage>>(
          {
            method: "GET",
            path: `/wallet/lots/${encodeURIComponent(lotId)}/usage`,
            query: { ...params, day, cursor },
          },
          options,
        ),
      params.cursor,
    ),
});

/** Builds the resource. */
export const referralsResource = (send: Send): ReferralsResource => ({
  programme: (options) => send({ method: "GET", path: "/referral-programme" }, options),
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<Referral>>({ method: "GET", path: "/referrals", query: { ...params, cursor } }, options),
      params.cursor,
    ),
});
