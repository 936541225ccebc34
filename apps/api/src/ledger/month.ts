import type { Instant } from "@tenure/core/time";
import { z } from "zod";

/** A month of the platform's books, in UTC: `2026-10`. */
export type Month = string;

/** Reads a month such as `2026-10`. */
export const monthSchema = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, "a month such as 2026-10");

/** The first instant of a month. */
export const monthStart = (month: Month): Instant => `${month}-01T00:00:00.000Z`;

/** The month that follows. */
export function nextMonth(month: Month): Month {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return monthOf(new Date(Date.UTC(year, number)).toISOString());
}

/** The month an instant lies in. */
export const monthOf = (instant: Instant): Month => instant.slice(0, 7);

/** The first instant behind a month. */
export const monthEnd = (month: Month): Instant => monthStart(nextMonth(month));
