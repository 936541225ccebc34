import { type Currency, divideHalfUp, nanosPerMinor } from "../money/index.ts";

/**
 * Tax on top of a price (T1.2): charged in whole minor units, rounded half up once.
 * @param taxBps rate in basis points
 * @returns nanos
 */
export function taxOn(amountNanos: bigint, taxBps: number, currency: Currency): bigint {
  const perMinor = nanosPerMinor(currency);
  return divideHalfUp(amountNanos * BigInt(taxBps), 10_000n * perMinor) * perMinor;
}

/** A price with its tax: what is charged for it. */
export const withTax = (amountNanos: bigint, taxBps: number, currency: Currency): bigint =>
  amountNanos + taxOn(amountNanos, taxBps, currency);
