import { digestOf } from "../decision/index.ts";
import type { Currency, Language } from "../money/index.ts";
import { fill, type Text } from "../text/template.ts";

/**
 * The words that are agreed to, by version. A version that somebody agreed to is never edited: consents are compared
 * with it before the charge. Other words are a new version.
 */
const WORDINGS = {
  "add-on-1": {
    en: "Charge {total:money}, tax included, once to {card} for {quantity} × {name}.",
    zh: "从 {card} 一次性扣款 {total:money}（含税），购买 {quantity} × {name}。",
  },
} as const satisfies Record<string, Text>;

/** Version of the words. */
export type AddOnConsentWording = keyof typeof WORDINGS;

/** The version that is agreed to now. */
export const ADD_ON_CONSENT_WORDING: AddOnConsentWording = "add-on-1";

/** Whether a stored consent was given to words that this build knows. */
export const isAddOnConsentWording = (version: string): version is AddOnConsentWording =>
  Object.hasOwn(WORDINGS, version);

/** What somebody agrees to when buying an add-on. Amounts in nanos of `currency`. */
export interface AddOnTerms {
  readonly currency: Currency;
  readonly addOnId: string;
  /** Version of its price. */
  readonly version: number;
  readonly name: string;
  readonly quantity: number;
  /** Before tax. */
  readonly amountNanos: bigint;
  readonly taxNanos: bigint;
  /** What is charged: the exact amount of T6.1. */
  readonly totalNanos: bigint;
  readonly paymentMethodId: string;
}

/**
 * Fingerprint of a consent: the words and every value in them. Before the charge it is made anew from what would be
 * charged; a consent that differs is none (T6.1).
 */
export const addOnConsentHash = (
  wording: AddOnConsentWording,
  language: Language,
  terms: AddOnTerms,
): string =>
  digestOf({
    wording,
    language,
    words: WORDINGS[wording][language],
    currency: terms.currency,
    addOnId: terms.addOnId,
    version: terms.version,
    name: terms.name,
    quantity: terms.quantity,
    amountNanos: terms.amountNanos.toString(),
    taxNanos: terms.taxNanos.toString(),
    totalNanos: terms.totalNanos.toString(),
    paymentMethodId: terms.paymentMethodId,
  });

/** The consent as a person reads it. @param card the card's label, `Visa •••• 4242` */
export const addOnConsentText = (
  wording: AddOnConsentWording,
  language: Language,
  terms: AddOnTerms,
  card: string,
): string =>
  fill(
    WORDINGS[wording],
    { total: terms.totalNanos.toString(), card, quantity: String(terms.quantity), name: terms.name },
    // No instant stands in it, so the zone is never looked at.
    { language, zone: "UTC", currency: terms.currency },
  );
