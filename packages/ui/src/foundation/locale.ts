import { type Language, localeOf } from "@tenure/core/money";

/** One of the languages a person can choose. `zh` is written Simplified Chinese. */
export type Locale = Language;

/** Every language, in the order the switch shows them. */
export const locales: readonly Locale[] = ["en", "zh"];

/** The name of each language in that language, as a person looking for it would read it. */
export const localeNames: Readonly<Record<Locale, string>> = { en: "English", zh: "简体中文" };

/** The tag for the `lang` attribute: the script matters for the choice of glyphs. */
export const htmlLang: Readonly<Record<Locale, string>> = { en: "en", zh: "zh-Hans" };

/**
 * The tag for dates. English is written day-month with 24 hours: `11/12/2026` reads differently in London and
 * Boston, and a refund deadline must not.
 */
export const dateLocale: Readonly<Record<Locale, string>> = { en: "en-GB", zh: localeOf("zh") };

/** True when `value` names a language we have. */
export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/** Reads any language tag (`zh-CN`, `en_US`, …) as one of ours; English when it is neither. */
export function toLocale(tag: string | null | undefined): Locale {
  return tag?.toLowerCase().startsWith("zh") === true ? "zh" : "en";
}
