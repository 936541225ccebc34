/**
 * A moment: ISO 8601 in UTC with milliseconds, `2026-11-20T14:02:03.123Z`. Always this exact form, so that texts
 * compare in order of time and JSON needs no conversion. Instants come from the database clock; core never asks
 * what time it is.
 */
export type Instant = string;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Every instant has as many characters; beyond its years a sign and two digits are added. */
const LENGTH = "2026-11-20T14:02:03.123Z".length;

/** Milliseconds in an hour. */
const MS_PER_HOUR = 3_600_000;

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days from 1 January of the year 0 to 1 January of a year. */
const daysBeforeYear = (year: number): number => {
  const leapsBefore =
    year === 0
      ? 0
      : Math.floor((year - 1) / 4) - Math.floor((year - 1) / 100) + Math.floor((year - 1) / 400) + 1;
  return year * 365 + leapsBefore;
};

const EPOCH_DAYS = daysBeforeYear(1970);

/** The number that two digits say. */
const two = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;

/**
 * Milliseconds of a text in the form of an instant; NaN otherwise, and for days and hours no clock has. Read digit by
 * digit: `Date.parse` takes several times as long, rolls 30 February over to March, and a decision reads a dozen.
 */
function parse(text: string): number {
  if (!INSTANT.test(text)) return Number.NaN;
  const year = two(text, 0) * 100 + two(text, 2);
  const [month, day] = [two(text, 5), two(text, 8)];
  const [hour, minute, second] = [two(text, 11), two(text, 14), two(text, 17)];
  const before = DAYS_BEFORE_MONTH[month - 1];
  const after = DAYS_BEFORE_MONTH[month];
  if (before === undefined || after === undefined) return Number.NaN;
  const leap = isLeap(year) ? 1 : 0;
  const inMonth = after - before + (month === 2 ? leap : 0);
  if (day < 1 || day > inMonth || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const days = daysBeforeYear(year) - EPOCH_DAYS + before + (month > 2 ? leap : 0) + day - 1;
  const ms = two(text, 20) * 10 + text.charCodeAt(22) - 48;
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + ms;
}

/** Whether a value is an {@link Instant}. */
export const isInstant = (value: unknown): value is Instant =>
  typeof value === "string" && !Number.isNaN(parse(value));

/** Milliseconds since 1970 of an instant. @throws RangeError on a text that is not one. */
export function toEpochMs(instant: Instant): number {
  const ms = parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant.slice(0, 40)}`);
  return ms;
}

/**
 * The instant of a number of milliseconds since 1970.
 * @throws RangeError outside the years 0000 to 9999, where ISO texts change length and no longer sort by time.
 */
export function fromEpochMs(ms: number): Instant {
  const text = new Date(ms).toISOString();
  if (text.length !== LENGTH) throw new RangeError(`instant out of range: ${text}`);
  return text;
}

/** The instant a number of milliseconds later (earlier when negative). */
export const plusMs = (instant: Instant, ms: number): Instant => fromEpochMs(toEpochMs(instant) + ms);

/** The instant a number of exact hours later. */
export const plusHours = (instant: Instant, hours: number): Instant => plusMs(instant, hours * MS_PER_HOUR);

/** Milliseconds from one instant to another, negative when the second is earlier. */
export const msBetween = (from: Instant, to: Instant): number => toEpochMs(to) - toEpochMs(from);
