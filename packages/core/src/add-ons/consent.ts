import { defineAgreement } from "../agreement/index.ts";
import type { Currency } from "../money/index.ts";

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

/** The consent to the charge of an add-on (T6.1), shown with the card's label, `Visa •••• 4242`. */
export const {
  current: ADD_ON_CONSENT_WORDING,
  isWording: isAddOnConsentWording,
  hash: addOnConsentHash,
  text: addOnConsentText,
} = defineAgreement({
  wordings: {
    "add-on-1": {
      en: "Charge {total:money}, tax included, once to {card} for {quantity} × {name}.",
      zh: "从 {card} 一次性扣款 {total:money}（含税），购买 {quantity} × {name}。",
    },
  },
  current: "add-on-1",
  agreedTo: (terms: AddOnTerms) => ({
    currency: terms.currency,
    addOnId: terms.addOnId,
    version: terms.version,
    name: terms.name,
    quantity: terms.quantity,
    amountNanos: terms.amountNanos,
    taxNanos: terms.taxNanos,
    totalNanos: terms.totalNanos,
    paymentMethodId: terms.paymentMethodId,
  }),
  said: (terms, card: string) => ({
    total: terms.totalNanos.toString(),
    card,
    quantity: String(terms.quantity),
    name: terms.name,
  }),
});

/** Version of the words. */
export type AddOnConsentWording = typeof ADD_ON_CONSENT_WORDING;
