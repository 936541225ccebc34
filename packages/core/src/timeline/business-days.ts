import { type Instant, plusHours, toEpochMs } from "../time/index.ts";

/**
 * The same time of day so many business days later: Saturdays and Sundays (UTC) do not count. Holidays are not known
 * here, so what is said with it is "usually".
 */
export function businessDaysAfter(from: Instant, days: number): Instant {
  let at = from;
  for (let left = days; left > 0; ) {
    at = plusHours(at, 24);
    const weekday = new Date(toEpochMs(at)).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return at;
}
