/**
 * Exact decimal rates. List prices such as 2.8e-09 USD per token or 0.0002833333333333333 USD per second
 * are finer than a nano, so a rate is a whole numerator over a power of ten and never passes through a float.
 */

/** `numerator / 10^scale` nanos (10⁻⁹ of the major currency unit) per unit sold. Never negative. */
export interface Rate {
  readonly numerator: bigint;
  readonly scale: number;
}

/** Why a text is not a rate. The codes are stable; screens and logs branch on them. */
export type RateErrorCode = "not_a_number" | "negative" | "too_large" | "too_precise";

/** Thrown by the parsers below; `code` says why, `text` (cut to 80 characters) what was read. */
export class RateError extends Error {
  readonly code: RateErrorCode;
  readonly text: string;

  constructor(code: RateErrorCode, text: string) {
    super(`${code}: ${text.slice(0, 80)}`);
    this.name = "RateError";
    this.code = code;
    this.text = text.slice(0, 80);
  }
}

const NANO_DIGITS = 9;
// A longer text or exponent is an attack on memory ("1e999999999"), not a price.
const MAX_TEXT_LENGTH = 80;
const MAX_SCALE = 60;
// One million of the major unit per token, image or second: beyond any price, far below overflow of an amount.
const MAX_RATE_NANOS = 10n ** 15n;

const jsonNumber = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;

/** The rate that charges nothing. */
export const ZERO_RATE: Rate = { numerator: 0n, scale: 0 };

function normalized(numerator: bigint, scale: number): Rate {
  let top = numerator;
  let digits = scale;
  if (top === 0n) return ZERO_RATE;
  while (digits > 0 && top % 10n === 0n) {
    top /= 10n;
    digits -= 1;
  }
  return { numerator: top, scale: digits };
}

/** Reads a JSON number text as `value × 10^shift`, exactly. */
function parseShifted(text: string, shift: number): Rate {
  const match = text.length <= MAX_TEXT_LENGTH ? jsonNumber.exec(text) : null;
  if (match === null) throw new RateError("not_a_number", text);
  const [, sign = "", whole = "", fraction = "", exponentText = "0"] = match;
  if (sign === "-") throw new RateError("negative", text);
  const digits = BigInt(whole + fraction);
  if (digits === 0n) return ZERO_RATE;
  const scale = fraction.length - Number(exponentText) - shift;
  if (scale > MAX_SCALE + MAX_TEXT_LENGTH) throw new RateError("too_precise", text);
  if (-scale > MAX_SCALE) throw new RateError("too_large", text);
  const rate =
    scale >= 0 ? normalized(digits, scale) : { numerator: digits * 10n ** BigInt(-scale), scale: 0 };
  if (rate.scale > MAX_SCALE) throw new RateError("too_precise", text);
  if (rate.numerator > MAX_RATE_NANOS * 10n ** BigInt(rate.scale)) throw new RateError("too_large", text);
  return rate;
}

/**
 * Reads a price given in the major currency unit ("2.8e-09" USD per token) as written in its source.
 * @returns nanos per unit, exact (here 2.8). Throws {@link RateError}.
 */
export function rateFromMajorText(text: string): Rate {
  return parseShifted(text, NANO_DIGITS);
}

/** Reads a stored rate: decimal nanos per unit, as {@link rateToText} writes it. Throws {@link RateError}. */
export function rateFromText(text: string): Rate {
  return parseShifted(text, 0);
}

/** Writes a rate as plain decimal nanos per unit ("2.8", no exponent, no trailing zeros): one text per value. */
export function rateToText(rate: Rate): string {
  const { numerator, scale } = normalized(rate.numerator, rate.scale);
  if (scale === 0) return numerator.toString();
  const digits = numerator.toString().padStart(scale + 1, "0");
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** `rate × quantity`, exact: the result has the same shape and means nanos. `quantity` must not be negative. */
export function rateTimes(rate: Rate, quantity: bigint): Rate {
  return normalized(rate.numerator * quantity, rate.scale);
}

/** Exact sum. */
export function rateSum(parts: readonly Rate[]): Rate {
  const scale = parts.reduce((widest, part) => Math.max(widest, part.scale), 0);
  const numerator = parts.reduce((sum, part) => sum + part.numerator * 10n ** BigInt(scale - part.scale), 0n);
  return normalized(numerator, scale);
}

/** Whole nanos, half up: the one rounding of a usage line (docs: money). */
export function roundHalfUp(rate: Rate): bigint {
  const divisor = 10n ** BigInt(rate.scale);
  return (2n * rate.numerator + divisor) / (2n * divisor);
}

/** Whole nanos, rounded up: for a hold, which must never be below what the usage can cost. */
export function roundUp(rate: Rate): bigint {
  const divisor = 10n ** BigInt(rate.scale);
  return (rate.numerator + divisor - 1n) / divisor;
}
