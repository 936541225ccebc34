import { e164Schema, type PhoneNumber } from "@tenure/core/phones";
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { AppError } from "../errors/app-error.ts";

/** Kinds of numbers that no text message reaches, or that charge whoever sends one. */
const UNREACHED: ReadonlySet<string> = new Set([
  "FIXED_LINE",
  "PREMIUM_RATE",
  "TOLL_FREE",
  "SHARED_COST",
  "UAN",
  "PAGER",
  "VOICEMAIL",
]);

/**
 * Reads a number as people write it.
 * @param country ISO 3166-1 alpha-2; whose number it is where it has no plus
 * @throws AppError validation_failed; the number is no part of it
 */
export function readPhoneNumber(text: string, country: string | null): PhoneNumber {
  const home: CountryCode | undefined = country !== null && isSupportedCountry(country) ? country : undefined;
  const read = parsePhoneNumberFromString(text, home);
  if (read === undefined || !read.isValid() || !e164Schema.safeParse(read.number).success)
    throw new AppError("validation_failed", "This is no phone number. Begin with the country: +46, +86, …", [
      { path: "number", message: "no phone number" },
    ]);
  if (UNREACHED.has(read.getType() ?? ""))
    throw new AppError("validation_failed", "Text messages do not reach this kind of number.", [
      { path: "number", message: "not a mobile number" },
    ]);
  return { number: read.number, callingCode: read.countryCallingCode };
}
