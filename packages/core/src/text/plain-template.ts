import { type Currency, formatMoney, type Language } from "../money/index.ts";

/** A text in every language of the product. Both are required: a missing translation does not compile. */
export type Text = Readonly<Record<Language, string>>;

/** How the values inside a text are shown. */
export interface TextContext {
  readonly language: Language;
  /** IANA zone of the account; instants are shown in it. */
  readonly zone: string;
  readonly currency: Currency;
}

/** How one kind of value is written, by the name that a text gives it. */
export type Formats = Readonly<Record<string, (raw: string, context: TextContext) => string>>;

const PLAN_NAMES: Record<string, string> = { free: "Free", pro: "Pro", max: "Max", ultra: "Ultra" };
const INTERVALS: Record<string, Text> = {
  month: { en: "month", zh: "个月" },
  year: { en: "year", zh: "年" },
};

/** What a promise or an event on a timeline says; the page on which one arrives needs no more than these. */
export const PLAIN_FORMATS = {
  /** Integer nanos. */
  money: (raw, { currency, language }) => formatMoney(BigInt(raw), currency, language),
  /** Integer nanos with every digit: usage is often worth less than a cent. */
  exactMoney: (raw, { currency, language }) => formatMoney(BigInt(raw), currency, language, { exact: true }),
  /** A plan id as its name. */
  plan: (raw) => PLAN_NAMES[raw] ?? raw,
  /** A billing interval. */
  interval: (raw, { language }) => INTERVALS[raw]?.[language] ?? raw,
} satisfies Formats;

/**
 * Fills `{name}` and `{name:format}` in a text; the formats are the keys of what it is made with. An unknown name stays
 * visible as `{name}`, so that a mistake is seen. Values are inserted as text, never as markup.
 */
export const filler =
  (formats: Formats) =>
  (text: Text, params: Readonly<Record<string, string>>, context: TextContext): string =>
    text[context.language].replace(
      /\{(\w+)(?::(\w+))?\}/g,
      (whole, name: string, format: string | undefined) => {
        const raw = Object.hasOwn(params, name) ? params[name] : undefined;
        if (raw === undefined) return whole;
        if (format === undefined) return raw;
        return formats[format]?.(raw, context) ?? whole;
      },
    );

/** Fills a text that has none but {@link PLAIN_FORMATS}. */
export const fillPlain = filler(PLAIN_FORMATS);
