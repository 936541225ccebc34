import { digestOf } from "../decision/index.ts";
import type { Currency, Language } from "../money/index.ts";
import { fill, type Text } from "../text/template.ts";

/**
 * The words that are agreed to, by version. A version that somebody agreed to is never edited: its consents are
 * compared with it before each charge. Other words are a new version.
 */
const WORDINGS = {
  "auto-top-up-1": {
    en: "Whenever my balance falls below {threshold:money}, charge {total:money} to {card} and add {amount:money} in credits: at most {cap:money} in each calendar month, until I switch it off.",
    zh: "当余额低于 {threshold:money} 时，自动从 {card} 扣款 {total:money}，充值 {amount:money} 额度；每个自然月最多扣款 {cap:money}，直至我关闭自动充值。",
  },
} as const satisfies Record<string, Text>;

/** Version of the words. */
export type ConsentWording = keyof typeof WORDINGS;

/** The version that is agreed to now. */
export const CONSENT_WORDING: ConsentWording = "auto-top-up-1";

/** Whether a stored consent was given to words that this build knows. */
export const isConsentWording = (version: string): version is ConsentWording =>
  Object.hasOwn(WORDINGS, version);

/** What an owner agrees to. Amounts in nanos of `currency`. */
export interface AutoTopUpTerms {
  readonly currency: Currency;
  /** Credits bought by each top-up. */
  readonly amountNanos: bigint;
  /** What each top-up is charged, tax included: the exact amount of T6.1. */
  readonly totalNanos: bigint;
  readonly thresholdNanos: bigint;
  /** The most that is charged in one calendar month of the account's zone, tax included. */
  readonly monthlyCapNanos: bigint;
  readonly paymentMethodId: string;
}

/**
 * Fingerprint of a consent: the words and every value in them. Before each charge it is made anew from what would be
 * charged now; a consent that differs is none (T6.1).
 */
export const consentHash = (wording: ConsentWording, language: Language, terms: AutoTopUpTerms): string =>
  digestOf({
    wording,
    language,
    words: WORDINGS[wording][language],
    currency: terms.currency,
    amountNanos: terms.amountNanos.toString(),
    totalNanos: terms.totalNanos.toString(),
    thresholdNanos: terms.thresholdNanos.toString(),
    monthlyCapNanos: terms.monthlyCapNanos.toString(),
    paymentMethodId: terms.paymentMethodId,
  });

/** The consent as a person reads it. @param card the card's label, `Visa •••• 4242` */
export const consentText = (
  wording: ConsentWording,
  language: Language,
  terms: AutoTopUpTerms,
  card: string,
): string =>
  fill(
    WORDINGS[wording],
    {
      threshold: terms.thresholdNanos.toString(),
      total: terms.totalNanos.toString(),
      amount: terms.amountNanos.toString(),
      cap: terms.monthlyCapNanos.toString(),
      card,
    },
    // No instant stands in it, so the zone is never looked at.
    { language, zone: "UTC", currency: terms.currency },
  );
