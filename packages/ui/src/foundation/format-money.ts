import { type Currency, localeOf, minorDigits } from "@tenure/core/money";
import type { Locale } from "./locale.ts";

/** Digits of one nano: 10⁻⁹ of the currency's major unit. */
const NANO_DIGITS = 9;

/** An amount taken apart for typesetting. Nothing is rounded away: `minor` + `sub` hold all nine digits. */
export interface MoneyParts {
  /** U+2212 or nothing. */
  readonly sign: "" | "−";
  /** The currency's sign: `$`, `¥`, `€`. */
  readonly symbol: string;
  /** Whole major units, grouped: `1,234`. */
  readonly whole: string;
  /** Digits of the minor unit: `05` for dollars, empty for yen. */
  readonly minor: string;
  /** Digits below the minor unit without trailing zeros; empty when there are none. */
  readonly sub: string;
}

const symbols = new Map<string, string>();

/** The sign a language uses for a currency: `$`, `¥`, `€`. */
export function currencySymbol(currency: Currency, locale: Locale): string {
  const key = `${locale}|${currency}`;
  const known = symbols.get(key);
  if (known !== undefined) return known;
  const symbol =
    new Intl.NumberFormat(localeOf(locale), { style: "currency", currency, currencyDisplay: "narrowSymbol" })
      .formatToParts(0)
      .find((part) => part.type === "currency")?.value ?? currency;
  symbols.set(key, symbol);
  return symbol;
}

/**
 * Takes an exact amount apart for display. The digits up to the minor unit are what `formatMoney` of core writes
 * (rounded towards zero); the rest is kept apart, so that a column can show it in full.
 * @param nanos amount in 10⁻⁹ of the major unit
 */
export function moneyParts(nanos: bigint, currency: Currency, locale: Locale): MoneyParts {
  const digits = (nanos < 0n ? -nanos : nanos).toString().padStart(NANO_DIGITS + 1, "0");
  const fraction = digits.slice(-NANO_DIGITS);
  const minorCount = minorDigits(currency);
  return {
    sign: nanos < 0n ? "−" : "",
    symbol: currencySymbol(currency, locale),
    whole: digits.slice(0, -NANO_DIGITS).replace(/\B(?=(\d{3})+$)/g, ","),
    minor: fraction.slice(0, minorCount),
    sub: fraction.slice(minorCount).replace(/0+$/, ""),
  };
}
