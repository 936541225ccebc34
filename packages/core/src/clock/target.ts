import { termEnd } from "../subscriptions/index.ts";
import { type Instant, msBetween, plusHours, plusMs } from "../time/index.ts";

/** How far one call goes at most: what a person wants to see is a year or two. Milliseconds. */
export const FARTHEST_ADVANCE_MS = 3 * 366 * 86_400_000;

/** How far a sandbox account's clock may run ahead of the real one in all. Milliseconds. */
export const FARTHEST_AHEAD_MS = 20 * 366 * 86_400_000;

/** Units of an advance. Minutes, hours and days are lengths; months and years go by the account's calendar. */
export const CLOCK_UNITS = ["minute", "hour", "day", "month", "year"] as const;

/** Where to: an instant, or so much on from now. */
export type ClockRequest =
  | { readonly to: Instant }
  | { readonly by: { readonly count: number; readonly unit: (typeof CLOCK_UNITS)[number] } };

const HOURS = { hour: 1, day: 24 } as const;

/** The instant that a request means, by the account's clock and calendar: a month on from 31 January is 28 February. */
export function clockTarget(request: ClockRequest, now: Instant, zone: string): Instant {
  if ("to" in request) return request.to;
  const { count, unit } = request.by;
  if (unit === "minute") return plusMs(now, count * 60_000);
  if (unit === "hour" || unit === "day") return plusHours(now, count * HOURS[unit]);
  return termEnd({ anchor: now, zone, interval: unit, index: count - 1 });
}

/** Why a clock does not go there. */
export type ClockRefusal = "backwards" | "too_far" | "too_far_ahead";

/** Whether a clock that stands at `now` may go to `to`; null when it may. `realNow` is everybody else's clock. */
export function clockRefusal(to: Instant, now: Instant, realNow: Instant): ClockRefusal | null {
  if (to <= now) return "backwards";
  if (msBetween(now, to) > FARTHEST_ADVANCE_MS) return "too_far";
  return msBetween(realNow, to) > FARTHEST_AHEAD_MS ? "too_far_ahead" : null;
}
