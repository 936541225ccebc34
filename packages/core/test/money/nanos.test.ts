import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocate,
  CURRENCIES,
  decimalToNanos,
  divideHalfUp,
  floorToMinor,
  MAX_AMOUNT_NANOS,
  minorToNanos,
  nanosPerMinor,
  nanosToDecimal,
  nanosToMinorFloor,
  shareBps,
} from "../../src/money/index.ts";

const seed = 20261120;
const amount = fc.bigInt({ min: -MAX_AMOUNT_NANOS, max: MAX_AMOUNT_NANOS });
const currency = fc.constantFrom(...CURRENCIES);
const sum = (parts: readonly bigint[]) => parts.reduce((total, part) => total + part, 0n);

describe("allocate", () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 18n }), { minLength: 1, maxLength: 12 })
    .filter((each) => each.some((weight) => weight > 0n));

  it("never creates or loses a nano, and gives no part more than one nano off its share", () => {
    fc.assert(
      fc.property(amount, weights, (total, ratios) => {
        const parts = allocate(total, ratios);
        expect(sum(parts)).toBe(total);
        const all = sum(ratios);
        parts.forEach((part, index) => {
          // |part × Σweights − total × weight| < Σweights: off by less than one nano.
          const error = part * all - total * (ratios[index] ?? 0n);
          expect(error < all && error > -all).toBe(true);
        });
      }),
      { seed, numRuns: 2000 },
    );
  });

  it("gives nothing to a weight of zero", () => {
    fc.assert(
      fc.property(amount, weights, (total, ratios) => {
        expect(allocate(total, [...ratios, 0n]).at(-1)).toBe(0n);
      }),
      { seed, numRuns: 500 },
    );
  });

  it("gives leftover nanos to the largest fractions, earlier parts first", () => {
    // 10 over three equal weights: 3⅓ each; one nano is left and the first part takes it.
    expect(allocate(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
    // 5 over 1:3 is 1.25 and 3.75; the larger fraction (.75) takes the leftover nano.
    expect(allocate(5n, [1n, 3n])).toEqual([1n, 4n]);
    expect(allocate(-5n, [1n, 3n])).toEqual([-1n, -4n]);
  });

  it("refuses weights that divide nothing", () => {
    expect(() => allocate(1n, [])).toThrow(RangeError);
    expect(() => allocate(1n, [0n, 0n])).toThrow(RangeError);
    expect(() => allocate(1n, [2n, -1n])).toThrow(RangeError);
  });
});

describe("decimal texts", () => {
  it("make the round trip without loss, with and without a currency", () => {
    fc.assert(
      fc.property(amount, currency, (nanos, code) => {
        expect(decimalToNanos(nanosToDecimal(nanos))).toBe(nanos);
        expect(decimalToNanos(nanosToDecimal(nanos, code))).toBe(nanos);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it("are plain, exact and carry the minor digits of the currency", () => {
    expect(nanosToDecimal(18_050_000_000n)).toBe("18.05");
    expect(nanosToDecimal(18_000_000_000n)).toBe("18");
    expect(nanosToDecimal(18_000_000_000n, "USD")).toBe("18.00");
    expect(nanosToDecimal(18_000_000_000n, "JPY")).toBe("18");
    expect(nanosToDecimal(18_000_000_000n, "KWD")).toBe("18.000");
    expect(nanosToDecimal(1n)).toBe("0.000000001");
    expect(nanosToDecimal(-1n, "USD")).toBe("-0.000000001");
    expect(nanosToDecimal(0n, "USD")).toBe("0.00");
  });

  it.each([
    "",
    "-",
    "+1",
    "01",
    "1.",
    ".5",
    "1e3",
    "1,000",
    "-0",
    "-0.00",
    "0.0000000001",
    " 1",
    "1\n",
    "NaN",
    "١",
    "1234567890123456789",
  ])("refuse %j", (text) => {
    expect(decimalToNanos(text)).toBeNull();
  });
});

describe("rounding", () => {
  it("R3.7: a floor to the minor unit never exceeds the amount and is less than one minor unit below it", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_AMOUNT_NANOS }), currency, (nanos, code) => {
        const floored = floorToMinor(nanos, code);
        expect(floored <= nanos && nanos - floored < nanosPerMinor(code)).toBe(true);
        expect(minorToNanos(nanosToMinorFloor(nanos, code), code)).toBe(floored);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it("R3.7: fee and rest of an amount add up for every percentage", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: MAX_AMOUNT_NANOS }),
        fc.bigInt({ min: 0n, max: 10_000n }),
        (nanos, bps) => {
          const fee = shareBps(nanos, bps);
          const rest = shareBps(nanos, 10_000n - bps);
          // Both are floored, so at most one nano is left between them.
          expect(nanos - fee - rest === 0n || nanos - fee - rest === 1n).toBe(true);
        },
      ),
      { seed, numRuns: 2000 },
    );
  });

  it("R3.7: five percent of $19.999999999 is 0.999999999, rounded down from 0.99999999995", () => {
    expect(shareBps(19_999_999_999n, 500n)).toBe(999_999_999n);
  });

  it("rounds halves away from zero", () => {
    expect([5n, 4n, 6n, -5n, -4n, -6n, 0n].map((each) => divideHalfUp(each, 10n))).toEqual([
      1n,
      0n,
      1n,
      -1n,
      0n,
      -1n,
      0n,
    ]);
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
    expect(() => divideHalfUp(1n, -2n)).toThrow(RangeError);
  });
});
