import { currencySchema } from "@tenure/core/money";
import { z } from "zod";

/** Control characters, and those that turn the direction of what stands around them or are invisible (threat 23). */
const UNWELCOME = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u;

/** A line of text of a person: normalised (NFKC), trimmed, nothing invisible in it. */
export const lineOfText = (maxLength: number, minLength = 1) =>
  z
    .string()
    .max(maxLength * 4)
    .transform((text) => text.normalize("NFKC").trim())
    .pipe(
      z
        .string()
        .min(minLength)
        .max(maxLength)
        .refine((text) => text.isWellFormed() && !UNWELCOME.test(text), {
          error: "must not contain invisible characters",
        }),
    );

/**
 * Text of a person in several lines: line breaks and tabs stay, else as `lineOfText`. NFC only: NFKC would turn the
 * punctuation of Chinese prose into that of English.
 */
export const linesOfText = (maxLength: number) =>
  z
    .string()
    .max(maxLength * 4)
    .transform((text) => text.normalize("NFC").replaceAll(/\r\n?/g, "\n").trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(maxLength)
        .refine((text) => text.isWellFormed() && !UNWELCOME.test(text.replaceAll(/[\n\t]/g, "")), {
          error: "must not contain invisible characters",
        }),
    );

/** Regions that ISO 3166-1 lists as anything but a country. */
const NO_COUNTRY = new Set(["EU", "EZ", "UN", "XA", "XB", "QO", "ZZ"]);
const countryNames = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** ISO 3166-1 alpha-2, upper case. */
export const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/, { abort: true })
  .refine((code) => !NO_COUNTRY.has(code) && countryNames.of(code) !== undefined, {
    error: "must be a country code such as DE",
  });

/** A language of the product. */
export const languageSchema = z.enum(["en", "zh"]);

/** An account as every door shows it. */
export const accountSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    state: z.enum(["active", "suspended", "terminated", "closed"]),
    currency: currencySchema,
    timeZone: z.string(),
    language: languageSchema,
    livemode: z.boolean(),
  })
  .meta({ id: "Account" });
