/**
 * A moment: ISO 8601 in UTC with milliseconds, `2026-11-20T14:02:03.123Z`. Always this exact form, so that texts
 * compare in order of time and JSON needs no conversion. Instants come from the database clock; core never asks
 * what time it is.
 */
export type Instant = string;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z. */
const EARLIEST_MS = -62_167_219_200_000;
const LATEST_MS = 253_402_300_799_999;

/** Milliseconds in an hour. */
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;

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
  if (text === last.text) return last.ms;
  if (text === before.text) return before.ms;
  [last, before] = [before, last];
  last.text = text;
  last.ms = read(text);
  return last.ms;
}

// A decision looks again and again at the same two: the present, and when something was paid.
let last = { text: "", ms: Number.NaN };
let before = { text: "", ms: Number.NaN };

function read(text: string): number {
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

/** Numbers below a hundred with two digits. */
const PAIRS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"));
const pair = (number: number): string => PAIRS[number] as string;

/** The day that is written again and again: a decision's instants fall on few. */
let lastDays = Number.NaN;
let lastDayText = "";

/**
 * A day, given as days since 1970, as `2026-11-20`. Worked out by hand: `toISOString` takes ten times as long, and a
 * decision writes a dozen instants. Years are counted from 1 March, so that a leap day comes last.
 */
function dayText(days: number): string {
  if (days === lastDays) return lastDayText;
  // http://howardhinnant.github.io/date_algorithms.html#civil_from_days
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  lastDayText = `${pair(Math.floor(year / 100))}${pair(year % 100)}-${pair(month)}-${pair(day)}`;
  lastDays = days;
  return lastDayText;
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
  if (!(ms >= EARLIEST_MS && ms <= LATEST_MS)) throw new RangeError(`instant out of range: ${ms}`);
  const whole = Math.trunc(ms);
  const days = Math.floor(whole / MS_PER_DAY);
  const inDay = whole - days * MS_PER_DAY;
  const seconds = Math.floor(inDay / 1000);
  return (
    dayText(days) +
    `T${pair(Math.floor(seconds / 3600))}:${pair(Math.floor(seconds / 60) % 60)}:${pair(seconds % 60)}` +
    `.${String(inDay % 1000).padStart(3, "0")}Z`
  );
}

/** The instant a number of milliseconds later (earlier when negative). */
export const plusMs = (instant: Instant, ms: number): Instant => fromEpochMs(toEpochMs(instant) + ms);

/** The instant a number of exact hours later. */
export const plusHours = (instant: Instant, hours: number): Instant => plusMs(instant, hours * MS_PER_HOUR);

/** Milliseconds from one instant to another, negative when the second is earlier. */
export const msBetween = (from: Instant, to: Instant): number => toEpochMs(to) - toEpochMs(from);
