import { describe, expect, it } from "vitest";
import {
  emptyModelRates,
  listedRates,
  majorPerUnit,
  type ModelRates,
  rateChanges,
} from "../../src/pricing/index.ts";

const before: ModelRates = {
  ...emptyModelRates("USD"),
  base: { standard: { input: "100", output: "500" }, batch: { input: "50" }, priority: {}, flex: {} },
  above: [
    { thresholdTokens: 1000, rates: { standard: { input: "200" }, batch: {}, priority: {}, flex: {} } },
  ],
  counts: { page: "7" },
};
const after: ModelRates = {
  ...emptyModelRates("USD"),
  base: { standard: { input: "90", output: "500" }, batch: {}, priority: {}, flex: { input: "45" } },
  above: [
    { thresholdTokens: 1000, rates: { standard: { input: "210" }, batch: {}, priority: {}, flex: {} } },
  ],
  counts: { page: "7", outputImage: "8" },
};

describe("what a new rate card changes", () => {
  it("names each price that differs, begins or ends, and no other", () => {
    expect(rateChanges(before, after)).toEqual([
      { unit: "input", tier: "standard", thresholdTokens: null, before: "100", after: "90" },
      { unit: "input", tier: "flex", thresholdTokens: null, before: null, after: "45" },
      { unit: "input", tier: "standard", thresholdTokens: 1000, before: "200", after: "210" },
      { unit: "outputImage", tier: null, thresholdTokens: null, before: null, after: "8" },
      { unit: "input", tier: "batch", thresholdTokens: null, before: "50", after: null },
    ]);
  });

  it("states every price of a model that had none, and nothing where nothing changed", () => {
    expect(rateChanges(null, before).map(({ before: was, after: now }) => [was, now])).toEqual([
      [null, "100"],
      [null, "500"],
      [null, "50"],
      [null, "200"],
      [null, "7"],
    ]);
    expect(rateChanges(before, before)).toEqual([]);
  });

  it("lists every price a card states once, units in their fixed order", () => {
    expect(
      listedRates(after).map(({ unit, tier, thresholdTokens, rate }) => [unit, tier, thresholdTokens, rate]),
    ).toEqual([
      ["input", "standard", null, "90"],
      ["output", "standard", null, "500"],
      ["input", "flex", null, "45"],
      ["input", "standard", 1000, "210"],
      ["outputImage", null, null, "8"],
      ["page", null, null, "7"],
    ]);
  });
});

describe("the price of one", () => {
  it("is exact in the major unit", () => {
    // 39,000,000 nanos are 0.039; 283,333.3333333333 nanos are 0.0002833333333333333.
    expect(majorPerUnit("39000000")).toBe("0.039");
    expect(majorPerUnit("283333.3333333333")).toBe("0.0002833333333333333");
  });
});
