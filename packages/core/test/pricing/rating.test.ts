import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compileRates,
  countParts,
  type CountUsage,
  emptyModelRates,
  importPriceList,
  maxCost,
  type ModelRates,
  type PriceAgreement,
  rateAmount,
  RatingError,
  rateUsage,
  type ServiceTier,
  serviceTiers,
  type TokenUsage,
} from "../../src/pricing/index.ts";

const file = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const samplePath = file("./sample-prices.json");
const bigPath =
  process.env["TENURE_PRICE_LIST_FILE"] ?? file("../../../../../shared/data/litellm-model-prices.json");
const hasPython = spawnSync("python3", ["--version"]).status === 0;

const models = importPriceList(readFileSync(samplePath, "utf8")).models;
function ratesOf(name: string): ModelRates {
  const found = models.find((each) => each.model === name);
  if (found === undefined) throw new Error(`the sample has no ${name}`);
  return found.rates;
}
const aurora = ratesOf("aurora-1");
const pebble = ratesOf("pebble-mini");
const nanos = (rates: ModelRates, tokens: TokenUsage, tier: ServiceTier = "standard"): bigint =>
  rateUsage(rates, { tokens }, { tier }).amountNanos;

const everyModel: PriceAgreement = {
  id: "a",
  reference: "r",
  models: null,
  terms: { discountBps: 0 },
  effectiveFrom: "2026-01-01T00:00:00.000Z",
  endsAt: null,
};

const failure = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof RatingError ? `${error.code} ${error.unit}` : `other: ${String(error)}`;
  }
  return "accepted";
};

describe("rating a request, worked out by hand", () => {
  it("multiplies prompt and answer by their prices", () => {
    // 1000 × 3000 + 500 × 15000 = 3,000,000 + 7,500,000 nanos = $0.0105.
    expect(nanos(aurora, { inputTokens: 1000, outputTokens: 500 })).toBe(10_500_000n);
  });

  it("takes cached, cache-creating and reasoning tokens out of their totals", () => {
    // Prompt of 10,000: 6000 cached × 300 = 1,800,000; 1000 into the cache × 3750 = 3,750,000; 500 for an hour
    // × 6000 = 3,000,000; the other 2500 × 3000 = 7,500,000. Answer of 2000: 800 reasoning × 18000 = 14,400,000;
    // 1200 × 15000 = 18,000,000. Together 48,450,000.
    const usage = rateUsage(
      aurora,
      {
        tokens: {
          inputTokens: 10_000,
          cachedInputTokens: 6000,
          cacheCreationTokens: 1000,
          cacheCreationLongTokens: 500,
          outputTokens: 2000,
          reasoningTokens: 800,
        },
      },
      { tier: "standard" },
    );
    expect(usage).toEqual({
      amountNanos: 48_450_000n,
      currency: "USD",
      tier: "standard",
      thresholdTokens: null,
      lines: [
        { unit: "input", quantity: 2500, rate: "3000", exactNanos: "7500000" },
        { unit: "cachedInput", quantity: 6000, rate: "300", exactNanos: "1800000" },
        { unit: "cacheCreation", quantity: 1000, rate: "3750", exactNanos: "3750000" },
        { unit: "cacheCreationLong", quantity: 500, rate: "6000", exactNanos: "3000000" },
        { unit: "output", quantity: 1200, rate: "15000", exactNanos: "18000000" },
        { unit: "reasoning", quantity: 800, rate: "18000", exactNanos: "14400000" },
      ],
      discount: null,
      exactNanos: "48450000",
      agreementId: null,
    });
  });

  it("rounds the exact sum once: 1 cached token of 2.8 nanos and 1 of 28 make 30.8, so 31", () => {
    expect(nanos(pebble, { inputTokens: 2, cachedInputTokens: 1, outputTokens: 0 })).toBe(31n);
  });

  it("rounds half up, once: three cached tokens are 8.4, so 8, not three times 3", () => {
    expect(nanos(pebble, { inputTokens: 3, cachedInputTokens: 3, outputTokens: 0 })).toBe(8n);
    // 5 × 2.8 = 14.0; an exact half: 2.5 nanos per token once.
    const half: ModelRates = {
      ...emptyModelRates("USD"),
      base: { standard: { input: "2.5" }, batch: {}, priority: {}, flex: {} },
    };
    expect(nanos(half, { inputTokens: 1, outputTokens: 0 })).toBe(3n);
  });

  it("bills exactly 200,000 prompt tokens at the base price and one more wholly above it", () => {
    // 200,000 × 3000 + 10 × 15000 = 600,150,000.
    expect(nanos(aurora, { inputTokens: 200_000, outputTokens: 10 })).toBe(600_150_000n);
    // 200,001 × 6000 + 10 × 22500 = 1,200,006,000 + 225,000.
    const long = rateUsage(
      aurora,
      { tokens: { inputTokens: 200_001, outputTokens: 10 } },
      { tier: "standard" },
    );
    expect(long.amountNanos).toBe(1_200_231_000n);
    expect(long.thresholdTokens).toBe(200_000);
  });

  it("counts cached tokens towards the length of the prompt", () => {
    // 200,001 of which 200,000 cached: 1 × 6000 + 200,000 × 600 = 120,006,000.
    expect(nanos(aurora, { inputTokens: 200_001, cachedInputTokens: 200_000, outputTokens: 0 })).toBe(
      120_006_000n,
    );
  });

  it("takes the longest of several thresholds that the prompt exceeds", () => {
    const table = (input: string) => ({ standard: { input }, batch: {}, priority: {}, flex: {} });
    const steps: ModelRates = {
      ...emptyModelRates("USD"),
      base: table("1"),
      above: [
        { thresholdTokens: 100, rates: table("2") },
        { thresholdTokens: 200, rates: table("3") },
      ],
    };
    const prompts = [100, 101, 200, 201].map((inputTokens) => nanos(steps, { inputTokens, outputTokens: 0 }));
    // 100 × 1, 101 × 2, 200 × 2, 201 × 3.
    expect(prompts).toEqual([100n, 202n, 400n, 603n]);
    expect(
      rateUsage(steps, { tokens: { inputTokens: 201, outputTokens: 0 } }, { tier: "batch" }).thresholdTokens,
    ).toBe(200);
  });

  it("uses a tier's own price, else the standard one", () => {
    // batch: 1000 × 1500 + 100 × 7500 = 2,250,000; priority: 1000 × 5400 + 100 × 27000 = 8,100,000;
    // flex lists only the prompt: 1000 × 1500 + 100 × 15000 = 3,000,000.
    const tokens = { inputTokens: 1000, outputTokens: 100 };
    expect(nanos(aurora, tokens, "batch")).toBe(2_250_000n);
    expect(nanos(aurora, tokens, "priority")).toBe(8_100_000n);
    expect(nanos(aurora, tokens, "flex")).toBe(3_000_000n);
  });

  it("above a threshold prefers the tier's price, then the standard price above it", () => {
    // priority lists 10,800 for the long prompt but no long answer: 300,000 × 10,800 + 10 × 22,500 = 3,240,225,000.
    expect(nanos(aurora, { inputTokens: 300_000, outputTokens: 10 }, "priority")).toBe(3_240_225_000n);
  });

  it("never gives usage away where a price is not listed", () => {
    // pebble lists no reasoning and no cache creation: they cost what output and prompt cost.
    // 10 × 28 + 10 × 420 = 4480.
    expect(
      nanos(pebble, { inputTokens: 10, cacheCreationTokens: 10, outputTokens: 10, reasoningTokens: 10 }),
    ).toBe(4480n);
    // painter lists no price for a cached prompt: 4 × 5000.
    expect(nanos(ratesOf("painter"), { inputTokens: 4, cachedInputTokens: 4, outputTokens: 0 })).toBe(
      20_000n,
    );
    // painter lists image output only: 3 × 40,000.
    expect(nanos(ratesOf("painter"), { inputTokens: 0, outputTokens: 3 })).toBe(120_000n);
    expect(failure(() => nanos(ratesOf("whisper-like"), { inputTokens: 1, outputTokens: 0 }))).toBe(
      "rate_missing input",
    );
  });

  it("rates nothing at nothing", () => {
    expect(
      rateUsage(aurora, { tokens: { inputTokens: 0, outputTokens: 0 } }, { tier: "flex" }),
    ).toMatchObject({
      amountNanos: 0n,
      lines: [],
    });
  });
});

describe("usage that cannot be right", () => {
  it.each<[TokenUsage, string]>([
    [{ inputTokens: -1, outputTokens: 0 }, "tokens_invalid inputTokens"],
    [{ inputTokens: 1.5, outputTokens: 0 }, "tokens_invalid inputTokens"],
    [{ inputTokens: Number.NaN, outputTokens: 0 }, "tokens_invalid inputTokens"],
    [{ inputTokens: 1, outputTokens: Number.POSITIVE_INFINITY }, "tokens_invalid outputTokens"],
    [{ inputTokens: 2 ** 53, outputTokens: 0 }, "tokens_invalid inputTokens"],
    [{ inputTokens: 5, cachedInputTokens: 6, outputTokens: 0 }, "tokens_inconsistent inputTokens"],
    [
      { inputTokens: 5, cachedInputTokens: 3, cacheCreationTokens: 3, outputTokens: 0 },
      "tokens_inconsistent inputTokens",
    ],
    [{ inputTokens: 5, outputTokens: 1, reasoningTokens: 2 }, "tokens_inconsistent outputTokens"],
    [{ inputTokens: 1_000_000_000_000, outputTokens: 1_000_000_000_000 }, "accepted"],
  ])("%j: %s", (tokens, expected) => {
    expect(failure(() => nanos(aurora, tokens))).toBe(expected);
  });

  it("refuses an amount beyond the limit of a customer amount", () => {
    // 10^12 tokens at one dollar each are 10^21 nanos, over 10^17.
    const dear: ModelRates = {
      ...emptyModelRates("USD"),
      base: { standard: { input: "1000000000" }, batch: {}, priority: {}, flex: {} },
    };
    expect(failure(() => nanos(dear, { inputTokens: 10 ** 12, outputTokens: 0 }))).toBe(
      "amount_too_large amountNanos",
    );
  });
});

const part = (max: number) => fc.oneof(fc.constant(0), fc.integer({ min: 0, max }));
const tokenUsage = fc
  .record({
    plain: fc.integer({ min: 0, max: 300_000 }),
    cachedInputTokens: part(300_000),
    cacheCreationTokens: part(50_000),
    cacheCreationLongTokens: part(50_000),
    audioInputTokens: part(20_000),
    cachedAudioInputTokens: part(20_000),
    cacheCreationAudioTokens: part(20_000),
    imageInputTokens: part(20_000),
    cachedImageInputTokens: part(20_000),
    videoInputTokens: part(20_000),
    answer: fc.integer({ min: 0, max: 60_000 }),
    reasoningTokens: part(60_000),
    audioOutputTokens: part(20_000),
    imageOutputTokens: part(20_000),
    videoOutputTokens: part(20_000),
  })
  .map(({ plain, answer, ...parts }) => {
    const { reasoningTokens, audioOutputTokens, imageOutputTokens, videoOutputTokens, ...input } = parts;
    return {
      ...parts,
      inputTokens: Object.values(input).reduce((sum, each) => sum + each, plain),
      outputTokens: answer + reasoningTokens + audioOutputTokens + imageOutputTokens + videoOutputTokens,
    };
  });
const textUsage = tokenUsage.map(({ inputTokens, outputTokens, reasoningTokens, cachedInputTokens }) => ({
  inputTokens,
  cachedInputTokens,
  outputTokens,
  reasoningTokens,
}));
/** Whatever the model's list prices besides tokens, some of it. */
const countsFor = (rates: ModelRates): fc.Arbitrary<CountUsage> =>
  fc.record(
    Object.fromEntries(
      countParts
        .filter((each) => rates.counts[each.unit] !== undefined)
        .map((each) => [each.field, fc.nat({ max: 100_000 })]),
    ),
  );

describe("laws of rating", () => {
  it("no request within its limits costs more than the hold taken for it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(aurora, pebble),
        fc.constantFrom(...serviceTiers),
        textUsage,
        fc.nat({ max: 1000 }),
        (rates, tier, tokens, slack) => {
          const held = maxCost(rates, tokens.inputTokens + slack, tokens.outputTokens + slack, { tier });
          expect(nanos(rates, tokens, tier) <= held).toBe(true);
        },
      ),
      { seed: 20261120, numRuns: 2000 },
    );
  });

  it("holds the dearest price a prompt of that length can meet, by hand", () => {
    // Short: 1000 × 6000 (cache for an hour) + 100 × 18,000 (reasoning) = 7,800,000.
    expect(maxCost(aurora, 1000, 100, { tier: "standard" })).toBe(7_800_000n);
    // Long: 200,001 × 12,000 + 100 × 22,500 (the long answer is dearer than reasoning) = 2,402,262,000.
    expect(maxCost(aurora, 200_001, 100, { tier: "standard" })).toBe(2_402_262_000n);
    // One token cached at 2.8 or plain at 28: the hold is 28, and 3 tokens of 2.5 are rounded up to 8.
    expect(maxCost(pebble, 1, 0, { tier: "standard" })).toBe(28n);
    const half: ModelRates = {
      ...emptyModelRates("USD"),
      base: { standard: { input: "2.5" }, batch: {}, priority: {}, flex: {} },
    };
    expect(maxCost(half, 3, 0, { tier: "standard" })).toBe(8n);
    expect(failure(() => maxCost(half, 1, 1, { tier: "standard" }))).toBe("rate_missing output");
  });

  /** Amounts by the product and by the independent script, for the same requests. */
  const amounts = (path: string, runs: number): { ours: string[]; python: unknown } => {
    const known = importPriceList(readFileSync(path, "utf8")).models.filter(
      ({ rates }) => rates.base.standard.input !== undefined && rates.base.standard.output !== undefined,
    );
    const requests = fc.sample(
      fc.constantFrom(...known).chain((model) =>
        fc.record({
          model: fc.constant(model),
          tier: fc.constantFrom(...serviceTiers),
          tokens: tokenUsage,
          counts: countsFor(model.rates),
          discountBps: fc.oneof(fc.constant(0), fc.nat({ max: 10_000 })),
        }),
      ),
      { seed: 20261120, numRuns: runs },
    );
    const input = requests.map(({ model, ...request }) => ({ model: model.model, ...request }));
    const run = spawnSync("python3", [file("./check_rating.py"), path], {
      input: JSON.stringify(input),
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return {
      ours: requests.map(({ model, tier, tokens, counts, discountBps }) => {
        const agreement = { ...everyModel, terms: { discountBps } };
        return rateAmount(
          compileRates(model.rates),
          { tokens, counts },
          tier,
          agreement,
        ).amountNanos.toString();
      }),
      python: JSON.parse(run.stdout),
    };
  };

  it.skipIf(!hasPython)("agrees to the nano with Python's fractions on 500 requests (sample)", () => {
    const { ours, python } = amounts(samplePath, 500);
    expect(ours).toEqual(python);
  });

  it.skipIf(!hasPython || !existsSync(bigPath))(
    "agrees to the nano with Python's fractions on 5,000 requests (full list)",
    () => {
      const { ours, python } = amounts(bigPath, 5000);
      expect(ours).toEqual(python);
    },
  );
});
