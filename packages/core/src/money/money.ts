import type { Currency } from "./currency.ts";
import { decimalToNanos, MAX_AMOUNT_NANOS, nanosToDecimal } from "./nanos.ts";

// Apart from the schemas: a page that shows an amount needs no validator.

/** The public form of an amount: what `moneySchema` accepts. */
export interface Money {
  /** Exact decimal text. */
  readonly amount: string;
  readonly currency: Currency;
}

/** Public form of an amount, with at least the currency's minor digits. */
export const toMoney = (amountNanos: bigint, currency: Currency): Money => ({
  amount: nanosToDecimal(amountNanos, currency),
  currency,
});

/** Nanos of a public amount. @throws RangeError when it exceeds a customer amount's limit of 10¹⁷ nanos. */
export function fromMoney(money: Money): bigint {
  const amountNanos = decimalToNanos(money.amount);
  if (amountNanos === null || amountNanos > MAX_AMOUNT_NANOS || amountNanos < -MAX_AMOUNT_NANOS)
    throw new RangeError(`amount out of range: ${money.amount.slice(0, 40)}`);
  return amountNanos;
}
