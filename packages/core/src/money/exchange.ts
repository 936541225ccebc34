import type { Currency } from "./currency.ts";
import { decimalToNanos, divideHalfUp, NANOS_PER_UNIT, nanosPerMinor } from "./nanos.ts";

/** Nanos of a rate. @throws RangeError when the text is no rate */
function rateNanos(rate: string): bigint {
  const nanos = decimalToNanos(rate);
  if (nanos === null || nanos <= 0n) throw new RangeError(`not a rate of exchange: ${rate.slice(0, 40)}`);
  return nanos;
}

/** What an amount is in another currency, in its minor units, rounded half up once: what is charged. */
export const exchangedMinor = (amountNanos: bigint, rate: string, to: Currency): bigint =>
  divideHalfUp(amountNanos * rateNanos(rate), NANOS_PER_UNIT * nanosPerMinor(to));

/** The same rounded down: what is paid back at most (R6.3). */
export const exchangedMinorFloor = (amountNanos: bigint, rate: string, to: Currency): bigint =>
  (amountNanos * rateNanos(rate)) / (NANOS_PER_UNIT * nanosPerMinor(to));
