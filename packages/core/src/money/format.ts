import { type Currency, minorDigits } from "./currency.ts";
import { nanosToDecimal } from "./nanos.ts";

/** The languages every text of the product exists in. */
export type Language = "en" | "zh";

const LOCALES: Record<Language, string> = { en: "en-US", zh: "zh-CN" };

/** The BCP 47 locale used for dates and numbers of a language. */
export const localeOf = (language: Language): string => LOCALES[language];

/**
 * An amount for people: `$18.05`, `−$0.50` (U+2212), `¥1,200`. Shown to the minor unit, rounded towards zero,
 * unless `exact` asks for every digit. The decimal text goes to Intl as text, so no float is ever made.
 */
export function formatMoney(
  amountNanos: bigint,
  currency: Currency,
  language: Language,
  options: { exact?: boolean } = {},
): string {
  const digits = minorDigits(currency);
  const formatter = new Intl.NumberFormat(LOCALES[language], {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: options.exact === true ? 9 : digits,
    roundingMode: "trunc",
  });
  const text = nanosToDecimal(amountNanos < 0n ? -amountNanos : amountNanos);
  return `${amountNanos < 0n ? "\u2212" : ""}${formatter.format(text as Intl.StringNumericLiteral)}`;
}

/** Basis points as a percentage text: 500 → `5%`, 125 → `1.25%`. */
export function formatBps(bps: bigint, language: Language): string {
  const text = nanosToDecimal(bps * 100_000n) as Intl.StringNumericLiteral;
  return new Intl.NumberFormat(LOCALES[language], { style: "percent", maximumFractionDigits: 4 }).format(
    text,
  );
}
