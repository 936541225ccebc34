import type { Language } from "../money/index.ts";
import type { BillingDetails } from "./check.ts";
import { isCountry } from "./countries.ts";
import { regionsOf } from "./regions.ts";

/** Where the largest part of an address comes first. */
const LARGEST_FIRST: ReadonlySet<string> = new Set(["CN", "JP", "KR", "TW"]);

/** A country's name in a language, or its code where that has none. */
export const countryName = (country: string, language: Language): string =>
  isCountry(country)
    ? (new Intl.DisplayNames(language === "zh" ? "zh-Hans" : "en", { type: "region" }).of(country) ?? country)
    : country;

/** Name and address as lines of a letter, without e-mail and tax number; empty lines are left out. */
export function addressLines(details: BillingDetails, language: Language): readonly string[] {
  const country = details.country ?? "";
  const region = regionsOf(country).find(({ code }) => code === details.region)?.name[language];
  const place = region === details.city ? null : (region ?? details.region);
  const street = LARGEST_FIRST.has(country)
    ? [
        [details.postalCode, place, details.city].filter(Boolean).join(" "),
        details.addressLine,
        countryName(country, language),
      ]
    : [
        details.addressLine,
        [details.postalCode, details.city].filter(Boolean).join(" "),
        place,
        countryName(country, language),
      ];
  return [details.companyName, details.fullName, ...street].filter(
    (line): line is string => line !== null && line !== undefined && line !== "",
  );
}
