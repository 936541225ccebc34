import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  RateError,
  rateFromMajorText,
  rateFromText,
  rateSum,
  rateTimes,
  rateToText,
  roundHalfUp,
  roundUp,
} from "../../src/pricing/rate.ts";

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof RateError ? error.code : `other: ${String(error)}`;
  }
  return "accepted";
};

describe("rates are the numbers that were written", () => {
  it.each([
    ["2.8e-09", "2.8"],
    ["0.0002833333333333333", "283333.3333333333"],
    ["3.3333333333333335e-05", "33333.333333333335"],
    ["3e-06", "3000"],
    ["3.0E-6", "3000"],
    ["0", "0"],
    ["0.0", "0"],
    ["0e5", "0"],
    ["15", "15000000000"],
    ["1e-20", "0.00000000001"],
    ["0.1", "100000000"],
  ])("%s USD is %s nanos", (major, nanos) => {
    expect(rateToText(rateFromMajorText(major))).toBe(nanos);
  });

  it("adds 0.1 and 0.2 to 0.3 exactly, where a float gives 0.30000000000000004", () => {
    const sum = rateSum([rateFromMajorText("0.1"), rateFromMajorText("0.2")]);
    expect(rateToText(sum)).toBe("300000000");
  });

  it("keeps digits that no float holds", () => {
    // 2^53 + 1 is the first whole number a double cannot hold.
    expect(rateToText(rateFromText("0.9007199254740993"))).toBe("0.9007199254740993");
    expect(Number("0.90071992547409930001")).toBe(Number("0.9007199254740993"));
    expect(rateToText(rateFromText("0.90071992547409930001"))).toBe("0.90071992547409930001");
  });

  it("multiplies a third of a cent by three without inventing the missing part", () => {
    // 283333.3333333333 × 3 = 849999.9999999999; half up is 850000, up is 850000.
    const exact = rateTimes(rateFromText("283333.3333333333"), 3n);
    expect(rateToText(exact)).toBe("849999.9999999999");
    expect(roundHalfUp(exact)).toBe(850_000n);
  });

  it("rounds exactly one half up and anything below it down", () => {
    expect(roundHalfUp(rateFromText("2.5"))).toBe(3n);
    expect(roundHalfUp(rateFromText("2.4999999999999999999"))).toBe(2n);
    expect(roundUp(rateFromText("2.0000000000000000001"))).toBe(3n);
    expect(roundUp(rateFromText("2"))).toBe(2n);
  });

  it.each([
    ["-1", "negative"],
    ["-0.0", "negative"],
    ["NaN", "not_a_number"],
    ["Infinity", "not_a_number"],
    ["", "not_a_number"],
    [" 1", "not_a_number"],
    ["1.", "not_a_number"],
    [".5", "not_a_number"],
    ["0x10", "not_a_number"],
    ["1_000", "not_a_number"],
    ["01", "not_a_number"],
    ["1e999999999", "not_a_number"],
    ["1e9999", "too_large"],
    ["1000001", "too_large"],
    ["1e-9999", "too_precise"],
    ["9".repeat(81), "not_a_number"],
  ])("refuses %s as %s", (text, expected) => {
    expect(code(() => rateFromMajorText(text))).toBe(expected);
  });

  it("accepts the largest rate and refuses the next", () => {
    expect(rateToText(rateFromMajorText("1000000"))).toBe("1000000000000000");
    expect(code(() => rateFromMajorText("1000000.000000001"))).toBe("too_large");
  });

  it("has one text per value, and reads its own text back", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.integer({ min: 0, max: 30 }),
        (numerator, scale) => {
          const text = rateToText({ numerator, scale });
          const padded = rateToText({ numerator: numerator * 100n, scale: scale + 2 });
          expect(padded).toBe(text);
          expect(rateToText(rateFromText(text))).toBe(text);
        },
      ),
      { seed: 20261120, numRuns: 500 },
    );
  });
});
