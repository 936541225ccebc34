import { type Currency, decimalToNanos, isCurrency, nanosToDecimal } from "@tenure/core/money";
import type { Money } from "../types.ts";

declare const unit: unique symbol;

/**
 * An amount in 10⁻⁹ of its currency's major unit, exact: `18.05 USD` is `18_050_000_000n`. A bigint that no other number is
 * mistaken for; {@link nanosOf} makes one of an amount, {@link nanos} of a whole number that you know to be nanos.
 */
export type Nanos = bigint & { readonly [unit]: "nanos" };

/** Says of a whole number that it counts nanos. */
export const nanos = (whole: bigint): Nanos => whole as Nanos;

/** Nanos of an amount as the API writes it. @throws RangeError for a text that is no exact decimal of at most nine places */
export function nanosOf({ amount }: Money): Nanos {
  const read = decimalToNanos(amount);
  if (read === null) throw new RangeError(`not an amount: ${amount.slice(0, 40)}`);
  return nanos(read);
}

/** An amount as the API reads it, with at least its currency's minor digits. */
export const moneyOf = (amount: Nanos, currency: string): Money => ({
  amount: nanosToDecimal(amount, known(currency)),
  currency,
});

/** Sum of two amounts of one currency. @throws TypeError where they are of two */
export const plus = (a: Money, b: Money): Money => moneyOf(nanos(nanosOf(a) + alike(a, b)), a.currency);

/** What is left of one amount after another of its currency. @throws TypeError where they are of two */
export const minus = (a: Money, b: Money): Money => moneyOf(nanos(nanosOf(a) - alike(a, b)), a.currency);

/** -1, 0 or 1: for sorting amounts of one currency. @throws TypeError where they are of two */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  const [left, right] = [nanosOf(a), alike(a, b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function alike(a: Money, b: Money): Nanos {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} and ${b.currency} are two currencies`);
  return nanosOf(b);
}

/** A currency that this version does not know is written without minor digits of its own. */
const known = (currency: string): Currency | undefined => (isCurrency(currency) ? currency : undefined);
