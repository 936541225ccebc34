import * as subscriptions from "@tenure/core/subscriptions";
import type { Instant } from "../types.ts";

// The calendar of subscriptions as the server counts it. An entry of its own, since it brings a calendar.

/** Where a subscription's terms hang: its first moment, the account's zone when it subscribed, and their length. */
export interface TermCalendar {
  readonly anchor: Instant;
  /** IANA zone, `Asia/Shanghai`. */
  readonly zone: string;
  readonly interval: "month" | "year";
}

/** One term: `start` belongs to it, `end` is the first moment of the next. */
export interface Term {
  /** 0 for the first. */
  readonly index: number;
  readonly start: Instant;
  readonly end: Instant;
}

/** The end of term `index`, counted from the anchor: 31 January gives 28 February and then 31 March again (T2.3). */
export const termEnd = (calendar: TermCalendar & { readonly index: number }): Instant =>
  subscriptions.termEnd(calendar);

/** Term `index` with both ends. @throws RangeError on an unknown zone or a malformed anchor */
export const termAt = (calendar: TermCalendar, index: number): Term => subscriptions.termAt(calendar, index);

/** The term that contains an instant. @throws RangeError when it lies before the anchor */
export const termContaining = (calendar: TermCalendar, at: Instant): Term =>
  subscriptions.termContaining(calendar, at);

/** The last moment at which cancelling avoids the next charge (T2.5); this exact moment is in time. */
export const cancelBy = (end: Instant, cancelBeforeHours: number): Instant =>
  subscriptions.cancelBy(end, cancelBeforeHours);
