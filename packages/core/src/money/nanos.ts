import { CURRENCIES, type Currency, minorDigits } from "./currency.ts";

/** Nanos in one major unit: amounts are bigint 10⁻⁹ of a dollar, yuan, yen … (design.md, "Money"). */
export const NANOS_PER_UNIT = 1_000_000_000n;

/** Largest amount of one customer: 10¹⁷ nanos, a hundred million dollars. Keeps sums far inside BIGINT. */
export const MAX_AMOUNT_NANOS = 100_000_000_000_000_000n;

const DECIMAL = /^(-?)(0|[1-9]\d{0,17})(?:\.(\d{1,9}))?$/;

// Worked out once: a power of bigints takes longer than the rest of a small calculation.
const NANOS_PER_MINOR = Object.fromEntries(
  CURRENCIES.map((currency) => [currency, 10n ** BigInt(9 - minorDigits(currency))]),
) as Readonly<Record<Currency, bigint>>;

/** Nanos in one minor unit: 10⁷ for USD cents, 10⁹ for JPY, 10⁶ for KWD fils. */
export const nanosPerMinor = (currency: Currency): bigint => NANOS_PER_MINOR[currency];

/** Minor units (cents) to nanos, exactly. */
export const minorToNanos = (amountMinor: bigint, currency: Currency): bigint =>
  amountMinor * nanosPerMinor(currency);

/** Nanos to whole minor units, rounded towards zero: what a provider can pay at most (R3.7). */
export const nanosToMinorFloor = (amountNanos: bigint, currency: Currency): bigint =>
  amountNanos / nanosPerMinor(currency);

/** The part of an amount that whole minor units can express, in nanos (R3.7: rounded once, downwards). */
export const floorToMinor = (amountNanos: bigint, currency: Currency): bigint =>
  nanosToMinorFloor(amountNanos, currency) * nanosPerMinor(currency);

/** ⌊amount × bps / 10 000⌋ in nanos (R3.7). One basis point is one hundredth of a percent. */
export const shareBps = (amountNanos: bigint, bps: bigint): bigint => (amountNanos * bps) / 10_000n;

/** Division rounded half away from zero. @throws RangeError when the divisor is not positive. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError("divisor must be positive");
  const magnitude = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}

/**
 * Splits an amount in proportion to weights; the parts add up exactly, leftover nanos go to the largest
 * fractions first, earlier parts before later ones.
 * @throws RangeError when a weight is negative or all weights are zero.
 */
export function allocate(amountNanos: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n)) throw new RangeError("weights must be positive");
  const sign = amountNanos < 0n ? -1n : 1n;
  const magnitude = amountNanos * sign;
  const parts = weights.map((weight, index) => ({
    index,
    share: (magnitude * weight) / total,
    fraction: (magnitude * weight) % total,
  }));
  let left = magnitude - parts.reduce((sum, part) => sum + part.share, 0n);
  const byFraction = [...parts].sort((a, b) =>
    a.fraction === b.fraction ? a.index - b.index : a.fraction > b.fraction ? -1 : 1,
  );
  for (const part of byFraction) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map((part) => part.share * sign);
}

/**
 * Exact decimal text of an amount: `18050000000n` → `"18.05"`, with at least the currency's minor digits when
 * one is given. Never in exponent form.
 */
export function nanosToDecimal(amountNanos: bigint, currency?: Currency): string {
  const sign = amountNanos < 0n ? "-" : "";
  const digits = (amountNanos < 0n ? -amountNanos : amountNanos).toString().padStart(10, "0");
  const point = digits.length - 9;
  const shortest = point + (currency === undefined ? 0 : minorDigits(currency));
  let end = digits.length;
  while (end > shortest && digits[end - 1] === "0") end -= 1;
  return `${sign}${digits.slice(0, point)}${end === point ? "" : `.${digits.slice(point, end)}`}`;
}

/**
 * Reads a plain decimal such as `"18.05"`: at most nine digits behind the point, no exponent, no plus sign, no
 * minus zero. Returns null where the text is anything else.
 */
export function decimalToNanos(text: string): bigint | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = ""] = match;
  const magnitude = BigInt(whole) * NANOS_PER_UNIT + BigInt(fraction.padEnd(9, "0"));
  if (sign === "-") return magnitude === 0n ? null : -magnitude;
  return magnitude;
}
