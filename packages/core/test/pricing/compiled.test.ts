import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countsSchema, tokensSchema } from "../../src/contract/index.ts";
import {
  compileRates,
  type CountUnit,
  countParts,
  type CountUsage,
  countUnits,
  emptyModelRates,
  maxAmount,
  type ModelRates,
  type PriceAgreement,
  rateAmount,
  RatingError,
  rateUsage,
  serviceTiers,
  tokenUnits,
  type TokenUsage,
} from "../../src/pricing/index.ts";

/** A stored rate: up to 12 whole and 12 decimal digits, in the one canonical writing. */
const rateText = fc
  .tuple(fc.nat({ max: 10_000_000 }), fc.nat({ max: 999_999_999 }), fc.nat({ max: 9 }))
  .map(([whole, fraction, digits]) => {
    const decimals =
      digits === 0 ? "" : fraction.toString().padStart(9, "0").slice(0, digits).replace(/0+$/, "");
    return decimals === "" ? whole.toString() : `${whole}.${decimals}`;
  });
const tokenTable = fc.dictionary(fc.constantFrom(...tokenUnits), rateText, { maxKeys: 8 });
const tiered = fc.record({ standard: tokenTable, batch: tokenTable, priority: tokenTable, flex: tokenTable });
const rateCard: fc.Arbitrary<ModelRates> = fc
  .record({
    base: tiered,
    // Every token has a price, so that rates, not refusals, are compared; another property below leaves them out.
    plain: fc.record({ input: rateText, output: rateText }),
    above: fc.uniqueArray(fc.record({ thresholdTokens: fc.integer({ min: 1, max: 3000 }), rates: tiered }), {
      selector: (step) => step.thresholdTokens,
      maxLength: 3,
    }),
    counts: fc.dictionary(fc.constantFrom(...countUnits), rateText, { maxKeys: 6 }),
  })
  .map(({ base, plain, above, counts }) => ({
    ...emptyModelRates("USD"),
    base: { ...base, standard: { ...base.standard, ...plain } },
    above,
    counts,
  }));

const quantity = fc.oneof(fc.constant(0), fc.nat({ max: 900 }));
const tokens: fc.Arbitrary<TokenUsage> = fc
  .record({
    plain: fc.nat({ max: 3000 }),
    answer: fc.nat({ max: 3000 }),
    cachedInputTokens: quantity,
    cacheCreationTokens: quantity,
    cacheCreationLongTokens: quantity,
    audioInputTokens: quantity,
    cachedAudioInputTokens: quantity,
    cacheCreationAudioTokens: quantity,
    imageInputTokens: quantity,
    cachedImageInputTokens: quantity,
    videoInputTokens: quantity,
    reasoningTokens: quantity,
    audioOutputTokens: quantity,
    imageOutputTokens: quantity,
    videoOutputTokens: quantity,
  })
  .map(({ plain, answer, ...parts }) => {
    const { reasoningTokens, audioOutputTokens, imageOutputTokens, videoOutputTokens, ...input } = parts;
    return {
      ...parts,
      inputTokens: Object.values(input).reduce((sum, each) => sum + each, plain),
      outputTokens: answer + reasoningTokens + audioOutputTokens + imageOutputTokens + videoOutputTokens,
    };
  });
const countsFor = (rates: ModelRates): fc.Arbitrary<CountUsage> =>
  fc.record(
    Object.fromEntries(
      countParts
        .filter((part) => rates.counts[part.unit] !== undefined)
        .map((part) => [part.field, fc.nat({ max: 100_000 })]),
    ),
  );
const agreement: fc.Arbitrary<PriceAgreement | null> = fc.oneof(
  fc.constant(null),
  fc
    .oneof(
      fc.nat({ max: 10_000 }).map((discountBps) => ({ discountBps })),
      rateCard.map((rates) => ({ rates })),
    )
    .map((terms) => ({
      id: "a",
      reference: "r",
      models: null,
      terms,
      effectiveFrom: "2026-01-01T00:00:00.000Z",
      endsAt: null,
    })),
);
const rated = fc.tuple(rateCard, agreement).chain(([rates, agreed]) =>
  fc.record({
    rates: fc.constant(rates),
    agreed: fc.constant(agreed),
    usage: fc.record({ tokens, counts: countsFor(rates) }),
    tier: fc.constantFrom(...serviceTiers),
  }),
);

/** Exact decimal texts added with plain integers, so that the sum is not the product's own. */
const scaled = (text: string): bigint => {
  const [whole = "0", decimals = ""] = text.split(".");
  return BigInt(whole + decimals.padEnd(40, "0"));
};

describe("a compiled rate card", () => {
  it("gives the amount that the lines explain, on any card, usage, tier and agreement", () => {
    fc.assert(
      fc.property(rated, ({ rates, agreed, usage, tier }) => {
        const explained = rateUsage(rates, usage, { tier, agreement: agreed });
        expect(rateAmount(compileRates(rates), usage, tier, agreed)).toEqual({
          amountNanos: explained.amountNanos,
        });
      }),
      { seed: 20261120, numRuns: 1500 },
    );
  });

  it("the lines less the discount are the exact amount, and rounding moves it by at most half a nano", () => {
    fc.assert(
      fc.property(rated, ({ rates, agreed, usage, tier }) => {
        const { lines, discount, exactNanos, amountNanos } = rateUsage(rates, usage, {
          tier,
          agreement: agreed,
        });
        const sum = lines.reduce((total, line) => total + scaled(line.exactNanos), 0n);
        expect(sum - scaled(discount?.exactNanos ?? "0")).toBe(scaled(exactNanos));
        const off = scaled(amountNanos.toString()) - scaled(exactNanos);
        const half = 5n * 10n ** 39n;
        expect(off <= half && off > -half).toBe(true);
      }),
      { seed: 20261121, numRuns: 1000 },
    );
  });

  it("refuses exactly what the explained rating refuses, for the same reason", () => {
    const verdict = (run: () => unknown): string => {
      try {
        run();
        return "rated";
      } catch (error) {
        // Where several prices are missing either may be named first.
        return error instanceof RatingError ? error.code : "other";
      }
    };
    const bare = fc.record({ base: tiered, counts: fc.dictionary(fc.constantFrom(...countUnits), rateText) });
    const any = fc.record(
      Object.fromEntries(countParts.map((part) => [part.field, fc.constantFrom(0, 0, 0, 5)])),
    );
    fc.assert(
      fc.property(bare, tokens, any, fc.constantFrom(...serviceTiers), (prices, used, counts, tier) => {
        const rates = { ...emptyModelRates("USD"), ...prices };
        const usage = { tokens: used, counts };
        expect(verdict(() => rateAmount(compileRates(rates), usage, tier))).toBe(
          verdict(() => rateUsage(rates, usage, { tier })),
        );
      }),
      { seed: 20261122, numRuns: 1000 },
    );
  });

  it("never holds less than a request within its limits costs", { tags: ["deep"] }, () => {
    fc.assert(
      fc.property(rated, fc.nat({ max: 500 }), ({ rates, agreed, usage, tier }, slack) => {
        const card = compileRates(rates);
        const held = maxAmount(
          card,
          {
            maxInputTokens: usage.tokens.inputTokens + slack,
            maxOutputTokens: (usage.tokens.outputTokens ?? 0) + slack,
            maxCounts: usage.counts,
            modalities: ["text", "audio", "image", "video"],
          },
          tier,
          agreed,
        );
        expect(rateAmount(card, usage, tier, agreed).amountNanos <= held).toBe(true);
      }),
      { seed: 20261123, numRuns: 1000 },
    );
  });

  it("compiles agreed rates once per agreement", () => {
    const card = compileRates({
      ...emptyModelRates("USD"),
      base: { standard: { input: "5" }, batch: {}, priority: {}, flex: {} },
    });
    const agreed: PriceAgreement = {
      id: "a",
      reference: "r",
      models: ["m"],
      terms: { rates: { ...emptyModelRates("USD"), counts: { inputRequest: "3" } } },
      effectiveFrom: "2026-01-01T00:00:00.000Z",
      endsAt: null,
    };
    // 2 × 5 + 1 × 3.
    const usage = { tokens: { inputTokens: 2 }, counts: { inputRequests: 1 } };
    expect(rateAmount(card, usage, "standard", agreed).amountNanos).toBe(13n);
    const first = card.agreed.get(agreed);
    expect(rateAmount(card, usage, "standard", agreed).amountNanos).toBe(13n);
    expect(card.agreed.get(agreed)).toBe(first);
    expect(first).toBeDefined();
  });
});

describe("what a gateway can report", () => {
  it("reaches every unit that a price list can price", () => {
    const countable: CountUnit[] = countParts.map((part) => part.unit);
    expect([...countable].sort()).toEqual([...countUnits].sort());
    // A price of 1 for the unit alone; the report that meets it costs something.
    for (const part of countParts) {
      const rates = { ...emptyModelRates("USD"), counts: { [part.unit]: "1000" } };
      const usage = { tokens: { inputTokens: 0 }, counts: countsSchema.parse({ [part.field]: 1 }) };
      expect(rateUsage(rates, usage, { tier: "standard" }).lines.map((line) => line.unit)).toEqual([
        part.unit,
      ]);
    }
    const everyToken = Object.fromEntries(Object.keys(tokensSchema.shape).map((field) => [field, 1]));
    const usage = tokensSchema.parse({ ...everyToken, inputTokens: 20, outputTokens: 20 });
    const rates = {
      ...emptyModelRates("USD"),
      base: {
        standard: Object.fromEntries(tokenUnits.map((unit) => [unit, "1"])),
        batch: {},
        priority: {},
        flex: {},
      },
    };
    const { lines } = rateUsage(rates, { tokens: usage }, { tier: "standard" });
    expect(lines.map((line) => line.unit).sort()).toEqual([...tokenUnits].sort());
  });

  it.each([
    [{ inputSeconds: 3 }],
    [{ inputMilliseconds: 1.5 }],
    [{ inputMilliseconds: "1500" }],
    [{ pages: -1 }],
    [{ pages: 1_000_000_001 }],
    [{ pages: null }],
  ])("refuses %j", (counts) => {
    expect(countsSchema.safeParse(counts).success).toBe(false);
  });
});
