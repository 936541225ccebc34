import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { fromEpochMs, type Instant, toEpochMs } from "../time/index.ts";
import { isLocalDate, type LocalDate } from "./calendar-day.ts";

/** Accepts what {@link isLocalDate} does. */
export const localDateSchema = z
  .string()
  .regex(/^2\d{3}-\d{2}-\d{2}$/, 'a day such as "2026-11-20"')
  .refine(isLocalDate, { error: "no day of the calendar" });

/** The local day an instant falls on. @throws RangeError on an unknown zone */
export const localDateOf = (instant: Instant, zone: string): LocalDate =>
  Temporal.Instant.fromEpochMilliseconds(toEpochMs(instant))
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();

/** First moment of a local day: midnight, or where summer time skips it, the hour after. */
export const startOfDay = (date: LocalDate, zone: string): Instant =>
  fromEpochMs(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);

/** The day so many days later (earlier when negative). */
export const plusDays = (date: LocalDate, days: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** First day of the month so many months after the month of a day. */
export const firstOfMonth = (date: LocalDate, months = 0): LocalDate =>
  Temporal.PlainDate.from(date).with({ day: 1 }).add({ months }).toString();

/** Days from one day to another, negative when the second is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
