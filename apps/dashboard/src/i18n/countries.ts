import { localeOf } from "@tenure/core/money";
import type { Locale } from "@tenure/ui";

/** Codes the browser can name that are no countries of ISO 3166-1: unions, test codes, exceptional reservations. */
const NO_COUNTRY = new Set([
  "EU",
  "EZ",
  "UN",
  "XA",
  "XB",
  "QO",
  "ZZ",
  "AC",
  "CP",
  "CQ",
  "DG",
  "EA",
  "IC",
  "TA",
]);

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** A retired code, such as DD, stands for another one now. */
const isCurrent = (code: string) => new Intl.Locale(`und-${code}`).region === code;

/** Countries with their names in a language, in that language's order. Value is ISO 3166-1 alpha-2. */
export function countriesIn(
  locale: Locale,
): ReadonlyArray<{ readonly value: string; readonly label: string }> {
  const names = new Intl.DisplayNames(localeOf(locale), { type: "region", fallback: "none" });
  const collator = new Intl.Collator(localeOf(locale));
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !NO_COUNTRY.has(code) && isCurrent(code))
    .flatMap((code) => {
      const label = names.of(code);
      return label === undefined ? [] : [{ value: code, label }];
    })
    .toSorted((a, b) => collator.compare(a.label, b.label));
}
