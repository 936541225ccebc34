import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { RequestOptions, Send } from "../transport.ts";
import type {
  Instant,
  Money,
  RecordedUsage,
  Counts,
  ServiceTier,
  SettledUsage,
  Tokens,
  UsageEvent,
  UsageEventInput,
  UsageHold,
} from "../types.ts";

/** Asks for a promise: by the largest numbers of tokens, or by an amount. */
export type AuthorizeParams = {
  readonly model: string;
  readonly serviceTier?: ServiceTier;
  /** Cut to the longest life of a hold (15 minutes by default), which is also what holds without it. */
  readonly timeToLiveSeconds?: number;
} & ({ readonly maxInputTokens: number; readonly maxOutputTokens: number } | { readonly amount: Money });

/** What a request really used. */
export interface SettleParams {
  readonly tokens?: Tokens;
  readonly counts?: Counts;
  readonly serviceTier?: ServiceTier;
  /** Your own name of the event; made from the hold when left out. Each part of a stream needs its own. */
  readonly clientEventId?: string;
  readonly occurredAt?: Instant;
  /** False while a stream goes on: the hold stays open with what is left of it. */
  readonly final?: boolean;
}

/** Which events to list. */
export interface ListUsageParams extends PageParams {
  readonly clientEventId?: string;
  /** Recorded at or after. */
  readonly from?: Instant;
  /** Recorded before. */
  readonly to?: Instant;
}

/** Usage: promises before a request runs, and what it came to. */
export interface UsageResource {
  /**
   * Promises the most a request can cost, before it runs.
   * @throws RefusedError `insufficient_funds`, `debt_outstanding`, `model_not_priced`, `account_suspended`, …
   */
  authorize(params: AuthorizeParams, options?: RequestOptions): Promise<UsageHold>;
  /** Settles a hold with what was really used. Never refused for lack of funds, nor for coming late. */
  settle(holdId: string, params: SettleParams, options?: RequestOptions): Promise<SettledUsage>;
  /** Gives a promise back unused. */
  release(holdId: string, options?: RequestOptions): Promise<UsageHold>;
  /** Lets a hold live longer, counted from now. @throws RefusedError `hold_life_exceeded`, `refund_draining`, … */
  extend(
    holdId: string,
    params: { readonly timeToLiveSeconds: number },
    options?: RequestOptions,
  ): Promise<UsageHold>;
  /** Records up to a thousand events. One that is rejected does not sink the others: look at `results`. */
  record(events: readonly UsageEventInput[], options?: RequestOptions): Promise<RecordedUsage>;
  /** Events, newest first. */
  list(params?: ListUsageParams, options?: RequestOptions): Listing<UsageEvent>;
}

/** Builds the resource. */
export const usageResource = (send: Send): UsageResource => ({
  authorize: (params, options) => send({ method: "POST", path: "/usage/authorize", body: params }, options),
  settle: (holdId, params, options) =>
    send(
      { method: "POST", path: `/usage/holds/${encodeURIComponent(holdId)}/settle`, body: params },
      options,
    ),
  release: (holdId, options) =>
    send({ method: "POST", path: `/usage/holds/${encodeURIComponent(holdId)}/release`, body: {} }, options),
  extend: (holdId, params, options) =>
    send(
      { method: "POST", path: `/usage/holds/${encodeURIComponent(holdId)}/extend`, body: params },
      options,
    ),
  record: (events, options) => send({ method: "POST", path: "/usage/events", body: { events } }, options),
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<UsageEvent>>(
          { method: "GET", path: "/usage/events", query: { ...params, cursor } },
          options,
        ),
      params.cursor,
    ),
});
