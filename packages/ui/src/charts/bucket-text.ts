import type { UsageSummary } from "@tenure/core/contract";
import { dateLocale, type Locale } from "../foundation/locale.ts";

type Bucket = UsageSummary["buckets"][number];

/** How a step is named: short below its bar, in full everywhere else. In the account's zone. */
export function bucketText(
  bucket: Bucket,
  grain: UsageSummary["grain"],
  timeZone: string,
  locale: Locale,
): { readonly short: string; readonly full: string } {
  // A step's own noon: its first moment may be told in another zone's day, its middle never.
  const middle = new Date((Date.parse(bucket.startsAt) + Date.parse(bucket.endsAt)) / 2);
  const write = (at: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateLocale[locale], { timeZone, ...options }).format(at);
  const month = locale === "zh" ? "long" : "short";
  if (grain === "month") {
    const full = write(middle, { year: "numeric", month: "long" });
    return { short: write(middle, { year: "2-digit", month }), full };
  }
  if (grain === "day")
    return {
      short: write(middle, { day: "numeric", month }),
      full: write(middle, { weekday: "short", day: "numeric", month, year: "numeric" }),
    };
  const from = new Date(bucket.startsAt);
  const time: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return {
    short: write(from, time),
    full: `${write(from, { day: "numeric", month, ...time })}–${write(new Date(bucket.endsAt), time)}`,
  };
}
