import { describe, expect, it } from "vitest";
import {
  bpsFromPercent,
  emptyModelRates,
  RateError,
  ratesFromWritten,
  type WrittenPrice,
} from "../../src/pricing/index.ts";

const price = (unit: WrittenPrice["unit"], text: string, more: Partial<WrittenPrice> = {}): WrittenPrice => ({
  unit,
  tier: "standard",
  thresholdTokens: null,
  price: text,
  ...more,
});

describe("prices as people write them", () => {
  it("are exact rates: per million tokens, or per one of anything else", () => {
    // 2.5 dollars a million are 2500 nanos a token; 0.0028 a million are 2.8; 0.039 an image are 39,000,000.
    expect(
      ratesFromWritten("USD", [
        price("input", "2.5"),
        price("cachedInput", " 0.0028 "),
        price("input", "1.25", { tier: "batch" }),
        price("input", "5", { thresholdTokens: 200_000 }),
        price("output", "20", { thresholdTokens: 200_000 }),
        price("input", "4", { thresholdTokens: 128_000 }),
        price("outputImage", "0.039"),
      ]),
    ).toEqual({
      ...emptyModelRates("USD"),
      base: {
        standard: { input: "2500", cachedInput: "2.8" },
        batch: { input: "1250" },
        priority: {},
        flex: {},
      },
      above: [
        {
          thresholdTokens: 128_000,
          rates: { standard: { input: "4000" }, batch: {}, priority: {}, flex: {} },
        },
        {
          thresholdTokens: 200_000,
          rates: { standard: { input: "5000", output: "20000" }, batch: {}, priority: {}, flex: {} },
        },
      ],
      counts: { outputImage: "39000000" },
    });
  });

  it.each(["", "-1", "free", "1,5", "1e999", "NaN", "0x10"])("refuse %j", (text) => {
    expect(() => ratesFromWritten("USD", [price("input", text)])).toThrow(RateError);
  });

  it("refuse a price that stands twice, and a threshold of nothing", () => {
    expect(() => ratesFromWritten("USD", [price("input", "1"), price("input", "1")])).toThrow(RangeError);
    expect(() => ratesFromWritten("USD", [price("input", "1", { thresholdTokens: 0 })])).toThrow(RateError);
  });
});

describe("a percentage as people write it", () => {
  it.each<[string, number | null]>([
    ["15", 1500],
    ["12.5", 1250],
    [" 3.33 % ", 333],
    ["0.01", 1],
    ["100%", 10_000],
    ["0", 0],
    ["0.001", null],
    ["-5", null],
    ["", null],
    ["ten", null],
    ["1e2", null],
    ["1,5", null],
  ])("%j is %s basis points", (text, bps) => {
    expect(bpsFromPercent(text)).toBe(bps);
  });
});
