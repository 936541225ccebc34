import { defineAgreement } from "../agreement/index.ts";
import type { Currency } from "../money/index.ts";

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

/** The standing consent to automatic top-ups (T6.1), shown with the card's label, `Visa •••• 4242`. */
export const {
  current: CONSENT_WORDING,
  isWording: isConsentWording,
  hash: consentHash,
  text: consentText,
} = defineAgreement({
  wordings: {
    "auto-top-up-1": {
      en: "Whenever my balance falls below {threshold:money}, charge {total:money} to {card} and add {amount:money} in credits: at most {cap:money} in each calendar month, until I switch it off.",
      zh: "当余额低于 {threshold:money} 时，自动从 {card} 扣款 {total:money}，充值 {amount:money} 额度；每个自然月最多扣款 {cap:money}，直至我关闭自动充值。",
    },
  },
  current: "auto-top-up-1",
  agreedTo: (terms: AutoTopUpTerms) => ({
    currency: terms.currency,
    amountNanos: terms.amountNanos,
    totalNanos: terms.totalNanos,
    thresholdNanos: terms.thresholdNanos,
    monthlyCapNanos: terms.monthlyCapNanos,
    paymentMethodId: terms.paymentMethodId,
  }),
  said: (terms, card: string) => ({
    threshold: terms.thresholdNanos.toString(),
    total: terms.totalNanos.toString(),
    amount: terms.amountNanos.toString(),
    cap: terms.monthlyCapNanos.toString(),
    card,
  }),
});
