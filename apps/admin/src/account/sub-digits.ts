import { type Currency, decimalToNanos, type Money, minorDigits } from "@tenure/core/money";

/** Digits behind the currency's minor unit that a column must make room for, so that its points stay in line. */
export const subDigitsOf = (amounts: readonly Money[]): number =>
  amounts.reduce((most, { amount, currency }) => Math.max(most, subDigitsIn(amount, currency)), 0);

function subDigitsIn(amount: string, currency: Currency): number {
  if (decimalToNanos(amount) === null) return 0;
  const digits = (amount.split(".")[1] ?? "").replace(/0+$/, "").length;
  return Math.max(0, digits - minorDigits(currency));
}
