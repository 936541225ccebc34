import { fromEpochMs, type Instant, toEpochMs } from "../time/index.ts";
import type { LocalDate } from "./calendar-day.ts";
import { firstOfMonth, localDateOf, plusDays, startOfDay } from "./local-date.ts";

/** How finely usage is summed: by hours of UTC, by days or by months of the account's calendar. */
export type UsageGrain = "hour" | "day" | "month";

/** One step of a summary: `startsAt` belongs to it, `endsAt` is the first moment of the next. */
export interface UsageBucket {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** The local day, or the first of the local month; null for hours. */
  readonly date: LocalDate | null;
}

/** Most buckets of one summary: a year of days and a month more. */
export const MAX_USAGE_BUCKETS = 400;

/** The steps shown where nobody asks for a period: a day of hours, a month of days, a year of months. */
const USUAL_COUNT: Record<UsageGrain, number> = { hour: 24, day: 30, month: 12 };

/** What is asked for: a local day counts from its first to its last moment, an instant as `from ≤ t < to`. */
export interface UsagePeriod {
  readonly grain: UsageGrain;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  readonly now: Instant;
  /** IANA zone of the account. */
  readonly zone: string;
}

const MS_PER_HOUR = 3_600_000;

/**
 * The buckets of a period, oldest first, without a gap: both ends are moved outwards to whole steps. Hours are those
 * of UTC, so in a zone of half hours they begin at half past.
 * @returns `"empty"` where the period ends before it begins, `"too_many"` beyond {@link MAX_USAGE_BUCKETS}
 */
export function usageBuckets(period: UsagePeriod): readonly UsageBucket[] | "empty" | "too_many" {
  const { from, to } = endsOf(period);
  if (from >= to) return "empty";
  return period.grain === "hour" ? hours(from, to) : calendarSteps(period.grain, from, to, period.zone);
}

function endsOf({ grain, from, to, now, zone }: UsagePeriod): { from: Instant; to: Instant } {
  const end = to === undefined ? now : isDate(to) ? startOfDay(plusDays(to, 1), zone) : to;
  if (from !== undefined) return { from: isDate(from) ? startOfDay(from, zone) : from, to: end };
  const stepsBack = USUAL_COUNT[grain] - 1;
  // The last moment inside: a period that ends at midnight does not touch the day that begins there.
  const lastAt = fromEpochMs(toEpochMs(end) - 1);
  if (grain === "hour")
    return { from: fromEpochMs(floorToHour(toEpochMs(lastAt)) - stepsBack * MS_PER_HOUR), to: end };
  const last = localDateOf(lastAt, zone);
  const first = grain === "day" ? plusDays(last, -stepsBack) : firstOfMonth(last, -stepsBack);
  return { from: startOfDay(first, zone), to: end };
}

const isDate = (text: string): boolean => text.length === "2026-11-20".length;

const floorToHour = (ms: number): number => Math.floor(ms / MS_PER_HOUR) * MS_PER_HOUR;

function hours(from: Instant, to: Instant): readonly UsageBucket[] | "too_many" {
  const firstMs = floorToHour(toEpochMs(from));
  const count = Math.ceil((toEpochMs(to) - firstMs) / MS_PER_HOUR);
  if (count > MAX_USAGE_BUCKETS) return "too_many";
  return Array.from({ length: count }, (_, index) => ({
    startsAt: fromEpochMs(firstMs + index * MS_PER_HOUR),
    endsAt: fromEpochMs(firstMs + (index + 1) * MS_PER_HOUR),
    date: null,
  }));
}

function calendarSteps(
  grain: "day" | "month",
  from: Instant,
  to: Instant,
  zone: string,
): readonly UsageBucket[] | "too_many" {
  const next = (date: LocalDate) => (grain === "day" ? plusDays(date, 1) : firstOfMonth(date, 1));
  const day = localDateOf(from, zone);
  const buckets: UsageBucket[] = [];
  for (let date = grain === "day" ? day : firstOfMonth(day); ; date = next(date)) {
    const startsAt = startOfDay(date, zone);
    if (startsAt >= to) return buckets;
    if (buckets.length === MAX_USAGE_BUCKETS) return "too_many";
    buckets.push({ startsAt, endsAt: startOfDay(next(date), zone), date });
  }
}
