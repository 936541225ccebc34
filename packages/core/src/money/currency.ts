/**
 * ISO 4217 currencies that Tenure accepts, with the number of digits of their minor unit.
 *
 * Source: Stripe, "Supported currencies" (zero-decimal and three-decimal lists). Currencies with rules of their
 * own (HUF, TWD, ISK, UGX) are left out until those rules are policy data.
 */
const MINOR_DIGITS = {
  AED: 2,
  AUD: 2,
  BHD: 3,
  BRL: 2,
  CAD: 2,
  CHF: 2,
  CNY: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  IDR: 2,
  INR: 2,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  MXN: 2,
  MYR: 2,
  NZD: 2,
  PHP: 2,
  PLN: 2,
  SEK: 2,
  SGD: 2,
  THB: 2,
  USD: 2,
  VND: 0,
} as const;

/** An ISO 4217 code that Tenure accepts. */
export type Currency = keyof typeof MINOR_DIGITS;

/** Every accepted currency, in alphabetical order. */
export const CURRENCIES = Object.freeze(Object.keys(MINOR_DIGITS)) as readonly Currency[];

/** Whether a text is an accepted currency code, upper case. */
export const isCurrency = (code: string): code is Currency => Object.hasOwn(MINOR_DIGITS, code);

/** Digits behind the decimal point of the currency's minor unit: USD 2, JPY 0, KWD 3. */
export const minorDigits = (currency: Currency): number => MINOR_DIGITS[currency];
