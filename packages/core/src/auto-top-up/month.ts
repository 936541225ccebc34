import { Temporal } from "temporal-polyfill";
import { fromEpochMs, type Instant, toEpochMs } from "../time/index.ts";

/** A calendar month as the date of its first day, `2026-11-01`. */
export type Month = string;

const local = (now: Instant, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(toEpochMs(now)).toZonedDateTimeISO(zone);

/** The calendar month of an instant in a zone. */
export const monthOf = (now: Instant, zone: string): Month =>
  local(now, zone).toPlainDate().with({ day: 1 }).toString();

/** The first moment of the next calendar month in a zone. */
export const nextMonthStart = (now: Instant, zone: string): Instant =>
  fromEpochMs(
    local(now, zone).toPlainDate().with({ day: 1 }).add({ months: 1 }).toZonedDateTime(zone)
      .epochMilliseconds,
  );

/** What a cap has left; nothing where charges under way have passed it. Nanos. */
export const leftNanos = (capNanos: bigint, chargedNanos: bigint): bigint =>
  capNanos > chargedNanos ? capNanos - chargedNanos : 0n;

/**
 * What a month was charged so far. A month never comes back: who moves the account to a zone where it is still
 * October does not get October's cap anew.
 */
export function chargedIn(
  stored: { readonly month: Month | null; readonly chargedNanos: bigint },
  now: Instant,
  zone: string,
): { readonly month: Month; readonly chargedNanos: bigint } {
  const month = monthOf(now, zone);
  return stored.month === null || stored.month < month
    ? { month, chargedNanos: 0n }
    : { month: stored.month, chargedNanos: stored.chargedNanos };
}
