import { Temporal } from "temporal-polyfill";
import type { Policy } from "../policy/index.ts";
import { fromEpochMs, type Instant, toEpochMs } from "../time/index.ts";

/** The working days of the platform (R5.2): a zone, days off on working days, and weekend days worked in exchange. */
export type BusinessCalendar = Policy["businessCalendar"];

const SATURDAY = 6;

// Ten years of nothing but holidays is a calendar that somebody broke, not a case that waits.
const MAX_DAYS_OFF = 3660;

const dayOf = (instant: Instant, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(toEpochMs(instant)).toZonedDateTimeISO(zone).toPlainDate();

/**
 * Whether a day is worked. A weekend day worked in exchange wins over everything else: that is what the exchange says.
 */
function isBusinessDay(day: Temporal.PlainDate, { holidays, makeUpDays }: BusinessCalendar): boolean {
  const written = day.toString();
  if (makeUpDays.includes(written)) return true;
  return day.dayOfWeek < SATURDAY && !holidays.includes(written);
}

/**
 * The day on which so many business days have passed: day 1 is the next business day after the one on which it began,
 * in the platform's zone (R5.2). The hour of the beginning plays no part.
 * @throws RangeError where the calendar has no such day within ten years
 */
export function businessDayAfter(from: Instant, days: number, calendar: BusinessCalendar): string {
  let day = dayOf(from, calendar.zone);
  let left = days;
  for (let off = 0; left > 0; off += 1) {
    if (off > MAX_DAYS_OFF + days) throw new RangeError("a calendar without business days");
    day = day.add({ days: 1 });
    if (isBusinessDay(day, calendar)) left -= 1;
  }
  return day.toString();
}

/** The last moment of that day: what is decided then is decided in time. */
export function businessDeadline(from: Instant, days: number, calendar: BusinessCalendar): Instant {
  const next = Temporal.PlainDate.from(businessDayAfter(from, days, calendar)).add({ days: 1 });
  return fromEpochMs(next.toZonedDateTime(calendar.zone).epochMilliseconds - 1);
}

/**
 * Business days left after the day of `now` until the day of `deadline`: 0 on the last day itself, negative once it has
 * passed, one for each business day since.
 */
export function businessDaysLeft(now: Instant, deadline: Instant, calendar: BusinessCalendar): number {
  const [today, last] = [dayOf(now, calendar.zone), dayOf(deadline, calendar.zone)];
  const late = Temporal.PlainDate.compare(today, last) > 0;
  const [first, end] = late ? [last, today] : [today, last];
  let count = 0;
  for (
    let day = first.add({ days: 1 });
    Temporal.PlainDate.compare(day, end) <= 0;
    day = day.add({ days: 1 })
  )
    if (isBusinessDay(day, calendar)) count += 1;
  return late ? -count : count;
}
