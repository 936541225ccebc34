import { dateLocale, type Locale } from "./locale.ts";

/** How much of an instant is written. `minute` is what people plan by; `second` is for logs and receipts. */
export type InstantPrecision = "day" | "minute" | "second";

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(locale: Locale, timeZone: string, precision: InstantPrecision): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}|${precision}`;
  const known = formatters.get(key);
  if (known) return known;
  const created = new Intl.DateTimeFormat(dateLocale[locale], {
    timeZone,
    year: "numeric",
    month: locale === "zh" ? "long" : "short",
    day: "numeric",
    ...(precision === "day" ? {} : { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    ...(precision === "second" ? { second: "2-digit" } : {}),
  });
  formatters.set(key, created);
  return created;
}

/**
 * Writes an instant in a zone: `20 Nov 2026 14:02`, `2026年11月20日 14:02`.
 * @param iso ISO-8601 UTC instant, e.g. `2026-11-20T14:02:03.123Z`
 * @returns the text, or `iso` unchanged when it is no instant (shown rather than hidden)
 */
export function formatInstant(
  iso: string,
  options: { locale: Locale; timeZone: string; precision: InstantPrecision },
): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  return formatterFor(options.locale, options.timeZone, options.precision)
    .formatToParts(at)
    .map((part) => (part.type === "literal" ? part.value.replace(", ", " ") : part.value))
    .join("");
}

const steps = [
  ["year", 31_557_600_000],
  ["month", 2_629_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** Writes the distance between two epoch instants in the largest fitting unit: `in 3 hours`, `2 天前`. */
export function formatRelative(atMs: number, nowMs: number, locale: Locale): string {
  const distanceMs = atMs - nowMs;
  const format = new Intl.RelativeTimeFormat(dateLocale[locale], { numeric: "auto" });
  for (const [unit, lengthMs] of steps) {
    if (Math.abs(distanceMs) >= lengthMs) return format.format(Math.trunc(distanceMs / lengthMs), unit);
  }
  return format.format(Math.trunc(distanceMs / 1000), "second");
}

/** Whole days, hours and minutes in a span of milliseconds; a negative span counts as nothing left. */
export function splitSpan(spanMs: number): { days: number; hours: number; minutes: number } {
  const totalMinutes = Math.max(0, Math.floor(spanMs / 60_000));
  return {
    days: Math.floor(totalMinutes / 1440),
    hours: Math.floor((totalMinutes % 1440) / 60),
    minutes: totalMinutes % 60,
  };
}
