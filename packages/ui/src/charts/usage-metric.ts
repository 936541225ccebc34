import type { UsageSummary } from "@tenure/core/contract";
import { type Currency, formatMoney, fromMoney, localeOf, minorDigits } from "@tenure/core/money";
import type { Locale } from "../foundation/locale.ts";

/** What the bars measure. */
export type UsageMetric = "value" | "requests" | "tokens";

type Step = Pick<UsageSummary["buckets"][number], "requests" | "inputTokens" | "outputTokens" | "value">;

/** Height of a step: for drawing, so a float will do. */
export const heightOf = (step: Step, metric: UsageMetric): number =>
  metric === "value"
    ? Number(step.value.amount)
    : metric === "requests"
      ? step.requests
      : step.inputTokens + step.outputTokens;

/** The figure of a step in words: exact. */
export const textOf = (step: Step, metric: UsageMetric, locale: Locale): string =>
  metric === "value"
    ? formatMoney(fromMoney(step.value), step.value.currency, locale, { exact: true })
    : countText(heightOf(step, metric), locale);

/** A count with its groups of digits. */
export const countText = (count: number, locale: Locale): string =>
  new Intl.NumberFormat(localeOf(locale)).format(count);

/** A height at the axis, short: `$1.2K`, `3M`. */
export function axisText(
  height: number,
  tallest: number,
  metric: UsageMetric,
  currency: Currency,
  locale: Locale,
): string {
  const digits = Math.max(minorDigits(currency), tallest > 0 ? 2 + Math.ceil(-Math.log10(tallest)) : 0);
  return new Intl.NumberFormat(localeOf(locale), {
    notation: "compact",
    ...(metric === "value" && tallest < 1000
      ? // The same digits at every tick, as many as a quarter of the tallest needs: $0.150 above $0.075.
        { minimumFractionDigits: digits, maximumFractionDigits: digits }
      : { maximumSignificantDigits: 3 }),
    ...(metric === "value" ? { style: "currency", currency, currencyDisplay: "narrowSymbol" } : {}),
  }).format(height);
}
