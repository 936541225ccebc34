import type { LocalDate, SpendLimits, Statement, UsageEventDetail, UsageSummary } from "../report-types.ts";
import type { RequestOptions, Send } from "../transport.ts";

/** Which usage to sum, and how. Without `from`: the last 24 hours, 30 days or 12 months. */
export interface UsageSummaryParams {
  /** Hours of UTC, or days and months of the account's time zone; days without it. */
  readonly grain?: "hour" | "day" | "month";
  readonly groupBy?: "none" | "model" | "key" | "model_key";
  /** A day or an instant; at most 400 steps before `to`. */
  readonly from?: LocalDate;
  /** A day (to its end) or an instant (exclusive); now without it. */
  readonly to?: LocalDate;
  readonly model?: string;
  readonly apiKeyId?: string;
}

/** Reading usage. */
export interface UsageReportsResource {
  /** Usage by hour, day or month, by model and key. Answers as fast for a long history as for a short one. */
  summary(params?: UsageSummaryParams, options?: RequestOptions): Promise<UsageSummary>;
  /** One event with its price version and corrections. */
  get(eventId: string, options?: RequestOptions): Promise<UsageEventDetail>;
}

/** The wallet's statement. */
export interface StatementResource {
  /** Days of the account's zone, both inside; without them the present month up to today. At most 400 days. */
  get(
    params?: { readonly from?: LocalDate; readonly to?: LocalDate },
    options?: RequestOptions,
  ): Promise<Statement>;
}

/** The limits an account set for itself. Its owner sets them, not a key. */
export interface SpendLimitsResource {
  get(options?: RequestOptions): Promise<SpendLimits>;
}

/** Builds the resource. */
export const usageReportsResource = (send: Send): UsageReportsResource => ({
  summary: (params = {}, options) =>
    send({ method: "GET", path: "/usage/summary", query: { ...params } }, options),
  get: (eventId, options) =>
    send({ method: "GET", path: `/usage/events/${encodeURIComponent(eventId)}` }, options),
});

/** Builds the resource. */
export const statementResource = (send: Send): StatementResource => ({
  get: (params = {}, options) => send({ method: "GET", path: "/statement", query: { ...params } }, options),
});

/** Builds the resource. */
export const spendLimitsResource = (send: Send): SpendLimitsResource => ({
  get: (options) => send({ method: "GET", path: "/spend-limits" }, options),
});
