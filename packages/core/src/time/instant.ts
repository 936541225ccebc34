import { z } from "zod";

/**
 * A moment: ISO 8601 in UTC with milliseconds, `2026-11-20T14:02:03.123Z`. Always this exact form, so that texts
 * compare in order of time and JSON needs no conversion. Instants come from the database clock; core never asks
 * what time it is.
 */
export type Instant = string;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Milliseconds in an hour. */
const MS_PER_HOUR = 3_600_000;

/** Milliseconds of a text in the form of an instant; NaN otherwise, and for days no calendar has. */
function parse(text: string): number {
  const ms = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) return ms;
  // Date.parse rolls 30 February over to March and 24:00 to the next day; the trip back shows it. No other text in this
  // form moves, and a batch reads thousands.
  const canRoll = text.slice(8, 10) > "28" || text.slice(11, 13) === "24";
  return canRoll && new Date(ms).toISOString() !== text ? Number.NaN : ms;
}

/** Whether a value is an {@link Instant}. */
export const isInstant = (value: unknown): value is Instant =>
  typeof value === "string" && !Number.isNaN(parse(value));

/** Accepts exactly the form of {@link Instant}. */
export const instantSchema = z
  .string()
  .regex(INSTANT)
  .refine((text) => !Number.isNaN(parse(text)));

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
  if (!INSTANT.test(text)) throw new RangeError(`instant out of range: ${text}`);
  return text;
}

/** The instant a number of milliseconds later (earlier when negative). */
export const plusMs = (instant: Instant, ms: number): Instant => fromEpochMs(toEpochMs(instant) + ms);

/** The instant a number of exact hours later. */
export const plusHours = (instant: Instant, hours: number): Instant => plusMs(instant, hours * MS_PER_HOUR);

/** Milliseconds from one instant to another, negative when the second is earlier. */
export const msBetween = (from: Instant, to: Instant): number => toEpochMs(to) - toEpochMs(from);
