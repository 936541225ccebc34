import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  agreementFor,
  compileRates,
  emptyModelRates,
  maxAmount,
  type ModelRates,
  ownRates,
  type PriceAgreement,
  rateAmount,
  rateUsage,
  ratesUnder,
} from "../../src/pricing/index.ts";

const MARCH = "2026-03-01T00:00:00.000Z";
const APRIL = "2026-04-01T00:00:00.000Z";

const discount = (id: string, discountBps: number, more: Partial<PriceAgreement> = {}): PriceAgreement => ({
  id,
  reference: `contract ${id}`,
  models: null,
  terms: { discountBps },
  effectiveFrom: MARCH,
  endsAt: null,
  ...more,
});

const list: ModelRates = {
  ...emptyModelRates("USD"),
  base: {
    standard: { input: "100", cachedInput: "10", output: "500" },
    batch: { input: "50" },
    priority: {},
    flex: {},
  },
  above: [
    {
      thresholdTokens: 1000,
      rates: { standard: { input: "200" }, batch: {}, priority: {}, flex: {} },
    },
  ],
  counts: { webSearchLow: "10000000" },
};

const agreedRates: ModelRates = {
  ...emptyModelRates("USD"),
  base: { standard: { input: "80" }, batch: {}, priority: { output: "450" }, flex: {} },
  above: [
    { thresholdTokens: 5000, rates: { standard: { input: "150" }, batch: {}, priority: {}, flex: {} } },
  ],
  counts: { webSearchLow: "0" },
};
const fixed: PriceAgreement = { ...discount("fixed", 0), models: ["m"], terms: { rates: agreedRates } };

describe("T1.1 the fees are those listed unless something else was agreed in writing", () => {
  it("T1.1 takes the discount off the exact sum, before the one rounding", () => {
    // 10 × 100 + 3 × 500 = 2500; 15 % off is 2125.
    const usage = { tokens: { inputTokens: 10, outputTokens: 3 } };
    expect(rateUsage(list, usage, { tier: "standard", agreement: discount("a", 1500) })).toMatchObject({
      amountNanos: 2125n,
      discount: { bps: 1500, exactNanos: "375" },
      exactNanos: "2125",
      agreementId: "a",
    });
    expect(rateAmount(compileRates(list), usage, "standard", discount("a", 1500)).amountNanos).toBe(2125n);
    // One cached token is 10; 5 % off is 9.5, rounded half up to 10; two are 19, not twice 10.
    const five = discount("b", 500);
    const cached = (inputTokens: number) =>
      rateUsage(
        list,
        { tokens: { inputTokens, cachedInputTokens: inputTokens } },
        { tier: "standard", agreement: five },
      ).amountNanos;
    expect([cached(1), cached(2)]).toEqual([10n, 19n]);
  });

  it("T1.1 charges the list without an agreement, and nothing under a full discount", () => {
    const usage = { tokens: { inputTokens: 10 } };
    expect(rateUsage(list, usage, { tier: "standard", agreement: null })).toMatchObject({
      amountNanos: 1000n,
      discount: null,
      agreementId: null,
    });
    expect(rateUsage(list, usage, { tier: "standard", agreement: discount("a", 10_000) }).amountNanos).toBe(
      0n,
    );
  });

  it("T1.1 lays agreed rates over the list, price by price: what was not agreed stays listed", () => {
    const nanos = (inputTokens: number, outputTokens: number, tier: "standard" | "batch" | "priority") =>
      rateUsage(list, { tokens: { inputTokens, outputTokens } }, { tier, agreement: fixed }).amountNanos;
    // The prompt was agreed at 80, the answer is listed at 500: 10 × 80 + 2 × 500.
    expect(nanos(10, 2, "standard")).toBe(1800n);
    // Batch lists a prompt of 50, which nobody agreed to change.
    expect(nanos(10, 0, "batch")).toBe(500n);
    // Priority's answer was agreed at 450: 2 × 450.
    expect(nanos(0, 2, "priority")).toBe(900n);
    // Above 1000 the list's 200 stays; above 5000, which only the agreement knows, 150.
    expect(nanos(1001, 0, "standard")).toBe(200_200n);
    expect(nanos(5001, 0, "standard")).toBe(750_150n);
    // Searches were agreed to be free.
    expect(
      rateUsage(
        list,
        { tokens: { inputTokens: 0 }, counts: { webSearchesLow: 9 } },
        { tier: "standard", agreement: fixed },
      ).amountNanos,
    ).toBe(0n);
  });

  it("T1.1 refuses agreed rates in a currency that is not the list's", () => {
    const euro: PriceAgreement = { ...fixed, terms: { rates: { ...agreedRates, currency: "EUR" } } };
    expect(() => ratesUnder(list, euro)).toThrow(RangeError);
  });

  it("T1.1 holds less under a discount, still never too little", () => {
    // 10 × 100 + 1 × 500 = 1500; 33.33 % off is 1000.05, held as 1001.
    expect(
      maxAmount(
        compileRates(list),
        { maxInputTokens: 10, maxOutputTokens: 1 },
        "standard",
        discount("a", 3333),
      ),
    ).toBe(1001n);
  });
});

describe("T1.1 which agreement counts", () => {
  const chosen = (agreements: readonly PriceAgreement[], at: string, model = "m") =>
    agreementFor(agreements, model, at)?.id ?? null;

  it("T1.1 is in force exactly from its beginning and not any more exactly at its end", () => {
    const one = [discount("a", 100, { endsAt: APRIL })];
    expect(chosen(one, "2026-02-28T23:59:59.999Z")).toBe(null);
    expect(chosen(one, MARCH)).toBe("a");
    expect(chosen(one, "2026-03-31T23:59:59.999Z")).toBe("a");
    expect(chosen(one, APRIL)).toBe(null);
  });

  it("T1.1 was never in force when it was ended before it began", () => {
    expect(chosen([discount("a", 100, { endsAt: MARCH })], MARCH)).toBe(null);
  });

  it("T1.1 prefers the one that names the model, however old, and never adds them up", () => {
    const every = discount("every", 2000, { effectiveFrom: APRIL });
    const named = discount("named", 500, { models: ["m", "n"] });
    expect(chosen([every, named], "2026-05-01T00:00:00.000Z")).toBe("named");
    expect(chosen([named, every], "2026-05-01T00:00:00.000Z")).toBe("named");
    expect(chosen([named, every], "2026-05-01T00:00:00.000Z", "other")).toBe("every");
  });

  it("T1.1 prefers the later of two, and of the same instant the one written later", () => {
    const first = discount("0190-first", 100);
    const second = discount("0191-second", 200);
    const later = discount("0001-later", 300, { effectiveFrom: APRIL });
    expect(chosen([second, first], MARCH)).toBe("0191-second");
    expect(chosen([first, second], MARCH)).toBe("0191-second");
    expect(chosen([first, second, later], APRIL)).toBe("0001-later");
  });

  it("T1.1 does not take a model's name for part of another's", () => {
    expect(chosen([discount("a", 100, { models: ["m-large"] })], MARCH)).toBe(null);
  });
});

describe("T1.1 laws of agreements", () => {
  const usage = fc.record({
    tokens: fc
      .record({ plain: fc.nat({ max: 8000 }), cached: fc.nat({ max: 8000 }), answer: fc.nat({ max: 4000 }) })
      .map(({ plain, cached, answer }) => ({
        inputTokens: plain + cached,
        cachedInputTokens: cached,
        outputTokens: answer,
      })),
    counts: fc.record({ webSearchesLow: fc.nat({ max: 20 }) }),
  });

  it("T1.1 a discount never raises an amount, and a larger one never asks for more", () => {
    const card = compileRates(list);
    fc.assert(
      fc.property(usage, fc.nat({ max: 10_000 }), fc.nat({ max: 10_000 }), (used, a, b) => {
        const amount = (bps: number) => rateAmount(card, used, "standard", discount("d", bps)).amountNanos;
        const [small, large] = a < b ? [a, b] : [b, a];
        expect(amount(large) <= amount(small)).toBe(true);
        expect(amount(small) <= rateAmount(card, used, "standard").amountNanos).toBe(true);
      }),
      { seed: 20261120, numRuns: 1000 },
    );
  });

  it("T1.1 the account's own prices charge what the list and the agreement charge together", () => {
    // 15 % off 100 is 85, off 0.019 per pixel 0.01615.
    const off = discount("d", 1500);
    expect(ownRates(list, off).base.standard).toEqual({ input: "85", cachedInput: "8.5", output: "425" });
    expect(ownRates({ ...list, counts: { inputPixel: "0.019" } }, off).counts).toEqual({
      inputPixel: "0.01615",
    });
    expect(ownRates(list, null)).toBe(list);
    fc.assert(
      fc.property(usage, fc.nat({ max: 10_000 }), fc.boolean(), (used, bps, byRates) => {
        const agreed = byRates ? fixed : discount("d", bps);
        expect(rateUsage(ownRates(list, agreed), used, { tier: "standard" }).amountNanos).toBe(
          rateUsage(list, used, { tier: "standard", agreement: agreed }).amountNanos,
        );
      }),
      { seed: 20261120, numRuns: 500 },
    );
  });

  it("T1.1 an agreement that repeats the list changes nothing", () => {
    const same: PriceAgreement = { ...fixed, terms: { rates: list } };
    fc.assert(
      fc.property(usage, (used) => {
        expect(rateUsage(list, used, { tier: "batch", agreement: same })).toEqual({
          ...rateUsage(list, used, { tier: "batch" }),
          agreementId: "fixed",
        });
      }),
      { seed: 20261120, numRuns: 300 },
    );
  });
});
