import { describe, expect, it } from "vitest";
import {
  compileRates,
  type CountUsage,
  emptyModelRates,
  maxAmount,
  type ModelRates,
  rateAmount,
  RatingError,
  rateUsage,
  type ServiceTier,
  type TokenUsage,
} from "../../src/pricing/index.ts";

/** Prices that are all different, so that a price taken from the wrong place changes the amount. Nanos per unit. */
const card: ModelRates = {
  ...emptyModelRates("USD"),
  base: {
    standard: {
      input: "100",
      cachedInput: "10",
      cacheCreation: "125",
      cacheCreationLong: "200",
      output: "500",
      reasoning: "600",
      audioInput: "1000",
      audioOutput: "2000",
      cachedAudioInput: "40",
      cacheCreationAudio: "300",
      imageInput: "70",
      imageOutput: "900",
      cachedImageInput: "7",
      videoInput: "30",
      videoOutput: "1700",
    },
    batch: { input: "50", output: "250" },
    priority: { input: "180", output: "900", cachedInput: "18", audioInput: "1800" },
    flex: { input: "60" },
  },
  above: [
    {
      thresholdTokens: 1000,
      rates: {
        standard: { input: "210", output: "750", cachedInput: "21" },
        batch: { input: "105" },
        priority: { input: "360", output: "1800" },
        flex: {},
      },
    },
    {
      thresholdTokens: 2000,
      rates: { standard: { input: "310" }, batch: {}, priority: {}, flex: {} },
    },
  ],
  counts: {
    inputImage: "1100000",
    outputImage: "39000000",
    inputSecond: "283333.3333333333",
    outputSecond: "250000",
    inputAudioSecond: "160000",
    inputVideoSecond: "33333.333333333335",
    outputVideoSecond: "100000000",
    inputCharacter: "15",
    outputCharacter: "2.5",
    inputPixel: "0.019",
    outputPixel: "0.02",
    inputQuery: "2000000",
    inputRequest: "5000000",
    page: "1000000",
    annotatedPage: "3000000",
    codeInterpreterSession: "30000000",
    webSearchLow: "25000000",
    webSearchMedium: "27500000",
    webSearchHigh: "30000000",
  },
};
const compiled = compileRates(card);

type Row = readonly [
  name: string,
  tokens: Partial<TokenUsage>,
  counts: CountUsage,
  tier: ServiceTier,
  nanos: bigint,
];

const rows: readonly Row[] = [
  ["prompt: 10 at 100", { inputTokens: 10 }, {}, "standard", 1000n],
  ["cache read: 4 of 10 at 10 and 6 at 100", { inputTokens: 10, cachedInputTokens: 4 }, {}, "standard", 640n],
  [
    "cache creation: 4 of 10 at 125, 6 at 100",
    { inputTokens: 10, cacheCreationTokens: 4 },
    {},
    "standard",
    1100n,
  ],
  [
    "an hour's cache: 4 of 10 at 200, 6 at 100",
    { inputTokens: 10, cacheCreationLongTokens: 4 },
    {},
    "standard",
    1400n,
  ],
  ["answer: 10 at 500", { outputTokens: 10 }, {}, "standard", 5000n],
  ["reasoning: 4 of 10 at 600, 6 at 500", { outputTokens: 10, reasoningTokens: 4 }, {}, "standard", 5400n],
  ["sound heard: 4 of 10 at 1000, 6 at 100", { inputTokens: 10, audioInputTokens: 4 }, {}, "standard", 4600n],
  [
    "sound from cache: 4 of 10 at 40, 6 at 100",
    { inputTokens: 10, cachedAudioInputTokens: 4 },
    {},
    "standard",
    760n,
  ],
  [
    "sound into the cache: 4 of 10 at 300, 6 at 100",
    { inputTokens: 10, cacheCreationAudioTokens: 4 },
    {},
    "standard",
    1800n,
  ],
  [
    "sound spoken: 4 of 10 at 2000, 6 at 500",
    { outputTokens: 10, audioOutputTokens: 4 },
    {},
    "standard",
    11_000n,
  ],
  ["pictures seen: 4 of 10 at 70, 6 at 100", { inputTokens: 10, imageInputTokens: 4 }, {}, "standard", 880n],
  [
    "pictures from cache: 4 of 10 at 7, 6 at 100",
    { inputTokens: 10, cachedImageInputTokens: 4 },
    {},
    "standard",
    628n,
  ],
  [
    "pictures drawn: 4 of 10 at 900, 6 at 500",
    { outputTokens: 10, imageOutputTokens: 4 },
    {},
    "standard",
    6600n,
  ],
  ["film seen: 4 of 10 at 30, 6 at 100", { inputTokens: 10, videoInputTokens: 4 }, {}, "standard", 720n],
  ["film made: 4 of 10 at 1700, 6 at 500", { outputTokens: 10, videoOutputTokens: 4 }, {}, "standard", 9800n],
  ["batch: 10 at 50 and 2 at 250", { inputTokens: 10, outputTokens: 2 }, {}, "batch", 1000n],
  // Batch lists no cache price: the standard one of 10, not the batch prompt's 50.
  ["batch from cache: 10 at 10", { inputTokens: 10, cachedInputTokens: 10 }, {}, "batch", 100n],
  [
    "priority: 6 at 180, 4 from cache at 18, 2 at 900",
    { inputTokens: 10, cachedInputTokens: 4, outputTokens: 2 },
    {},
    "priority",
    2952n,
  ],
  ["priority sound: 3 at 1800", { inputTokens: 3, audioInputTokens: 3 }, {}, "priority", 5400n],
  ["flex: 10 at 60, the answer at the standard 500", { inputTokens: 10, outputTokens: 2 }, {}, "flex", 1600n],
  ["exactly 1000 tokens are below: 1000 at 100", { inputTokens: 1000 }, {}, "standard", 100_000n],
  [
    "1001 tokens are above: 1001 at 210, 2 at 750",
    { inputTokens: 1001, outputTokens: 2 },
    {},
    "standard",
    211_710n,
  ],
  // 1001 × 105 = 105,105; the answer above 1000 lists no batch price, so the standard 750 above it: 2 × 750.
  ["above, in batch: 1001 at 105, 2 at 750", { inputTokens: 1001, outputTokens: 2 }, {}, "batch", 106_605n],
  // Above 2000 only the prompt is listed (310); the answer keeps the price above 1000 (750).
  [
    "above the longer threshold: 2001 at 310, 2 at 750",
    { inputTokens: 2001, outputTokens: 2 },
    {},
    "standard",
    621_810n,
  ],
  // Above 2000 the standard 310 goes before priority's 360 above 1000: the longer step is the closer one.
  [
    "above the longer threshold, priority: 2001 at 310, 2 at 1800",
    { inputTokens: 2001, outputTokens: 2 },
    {},
    "priority",
    623_910n,
  ],
  // 1001 from cache at 21: cached tokens make the prompt long.
  [
    "a long prompt wholly from cache: 1001 at 21",
    { inputTokens: 1001, cachedInputTokens: 1001 },
    {},
    "standard",
    21_021n,
  ],
  ["3 pictures in at 1.1 million", {}, { inputImages: 3 }, "standard", 3_300_000n],
  ["2 pictures out at 39 million", {}, { outputImages: 2 }, "standard", 78_000_000n],
  // 60 s × 283,333.3333333333 = 16,999,999.999999998, so 17,000,000.
  ["a minute heard", {}, { inputMilliseconds: 60_000 }, "standard", 17_000_000n],
  // 8.47 s × 283,333.3333333333 = 2,399,833.33333333305…, so 2,399,833.
  ["8.47 seconds heard", {}, { inputMilliseconds: 8470 }, "standard", 2_399_833n],
  // A thousandth of 250,000.
  ["a millisecond spoken", {}, { outputMilliseconds: 1 }, "standard", 250n],
  ["1.5 s of sound at 160,000", {}, { inputAudioMilliseconds: 1500 }, "standard", 240_000n],
  // 3 × 33,333.333333333335 = 100,000.000000000005, so 100,000.
  ["3 s of film seen", {}, { inputVideoMilliseconds: 3000 }, "standard", 100_000n],
  ["8 s of film made at 0.1", {}, { outputVideoMilliseconds: 8000 }, "standard", 800_000_000n],
  ["11 characters read at 15", {}, { inputCharacters: 11 }, "standard", 165n],
  // 3 × 2.5 = 7.5, an exact half, so 8.
  ["3 characters spoken at 2.5", {}, { outputCharacters: 3 }, "standard", 8n],
  // 1024 × 1024 = 1,048,576 × 0.019 = 19,922.944, so 19,923.
  ["a square picture by the pixel", {}, { inputPixels: 1_048_576 }, "standard", 19_923n],
  // 1,048,576 × 0.02 = 20,971.52, so 20,972.
  ["a drawn picture by the pixel", {}, { outputPixels: 1_048_576 }, "standard", 20_972n],
  ["7 queries at 2 million", {}, { inputQueries: 7 }, "standard", 14_000_000n],
  ["1 request at 5 million", {}, { inputRequests: 1 }, "standard", 5_000_000n],
  [
    "12 pages at 1 million, 5 of them annotated at 3 million",
    {},
    { pages: 12, annotatedPages: 5 },
    "standard",
    27_000_000n,
  ],
  ["1 session at 30 million", {}, { codeInterpreterSessions: 1 }, "standard", 30_000_000n],
  // 2 × 25 + 1 × 27.5 + 3 × 30 = 167.5 million.
  [
    "searches of each size",
    {},
    { webSearchesLow: 2, webSearchesMedium: 1, webSearchesHigh: 3 },
    "standard",
    167_500_000n,
  ],
  // 10 × 50 + 2 × 250 = 1000, and one search at 25 million: counts cost the same in every tier.
  [
    "tokens in batch with a search",
    { inputTokens: 10, outputTokens: 2 },
    { webSearchesLow: 1 },
    "batch",
    25_001_000n,
  ],
];

describe("every variant of a price, worked out by hand", () => {
  it.each(rows)("%s", (_name, tokens, counts, tier, nanos) => {
    const usage = { tokens: { inputTokens: 0, ...tokens }, counts };
    expect(rateAmount(compiled, usage, tier).amountNanos).toBe(nanos);
    expect(rateUsage(card, usage, { tier }).amountNanos).toBe(nanos);
  });

  it("explains seconds by their own price and the milliseconds that were used", () => {
    const { lines } = rateUsage(
      card,
      { tokens: { inputTokens: 0 }, counts: { inputMilliseconds: 8470 } },
      { tier: "standard" },
    );
    // 8470 × 283,333.3333333333 / 1000: 283,333.3333333333 × 8.47 written out.
    expect(lines).toEqual([
      { unit: "inputSecond", quantity: 8470, rate: "283333.3333333333", exactNanos: "2399833.333333333051" },
    ]);
  });
});

const failure = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof RatingError ? `${error.code} ${error.unit}` : `other: ${String(error)}`;
  }
  return "accepted";
};
const plain: ModelRates = {
  ...emptyModelRates("USD"),
  base: { standard: { input: "2", output: "3", audioInput: "50" }, batch: {}, priority: {}, flex: {} },
  counts: { inputSecond: "7000" },
};

describe("what has no price of its own", () => {
  it.each<readonly [string, Partial<TokenUsage>, CountUsage, bigint]>([
    [
      "sound from cache costs what sound costs: 4 at 50",
      { inputTokens: 4, cachedAudioInputTokens: 4 },
      {},
      200n,
    ],
    [
      "sound into the cache costs what sound costs: 4 at 50",
      { inputTokens: 4, cacheCreationAudioTokens: 4 },
      {},
      200n,
    ],
    [
      "a cached picture is a picture, a picture is a prompt: 4 at 2",
      { inputTokens: 4, cachedImageInputTokens: 4 },
      {},
      8n,
    ],
    ["film is a prompt: 4 at 2", { inputTokens: 4, videoInputTokens: 4 }, {}, 8n],
    ["made film is an answer: 4 at 3", { outputTokens: 4, videoOutputTokens: 4 }, {}, 12n],
    ["a second of sound is a second: 2 at 7000", {}, { inputAudioMilliseconds: 2000 }, 14_000n],
    ["a second of film is a second: 2 at 7000", {}, { inputVideoMilliseconds: 2000 }, 14_000n],
  ])("%s", (_name, tokens, counts, nanos) => {
    const usage = { tokens: { inputTokens: 0, ...tokens }, counts };
    expect(rateAmount(compileRates(plain), usage, "standard").amountNanos).toBe(nanos);
    expect(rateUsage(plain, usage, { tier: "standard" }).amountNanos).toBe(nanos);
  });

  it.each<readonly [Partial<TokenUsage>, CountUsage, string]>([
    [{}, { outputImages: 1 }, "rate_missing outputImage"],
    [{}, { outputMilliseconds: 1 }, "rate_missing outputSecond"],
    [{}, { webSearchesLow: 1 }, "rate_missing webSearchLow"],
    [{}, { annotatedPages: 1 }, "rate_missing annotatedPage"],
    [{}, { outputImages: 0 }, "accepted"],
    [{}, { outputImages: -1 }, "counts_invalid outputImages"],
    [{}, { inputMilliseconds: 0.5 }, "counts_invalid inputMilliseconds"],
    [{}, { inputMilliseconds: Number.NaN }, "counts_invalid inputMilliseconds"],
    [{}, { inputPixels: 2 ** 53 }, "counts_invalid inputPixels"],
    [{ inputTokens: 3, cachedInputTokens: 2, audioInputTokens: 2 }, {}, "tokens_inconsistent inputTokens"],
    [{ outputTokens: 3, videoOutputTokens: 4 }, {}, "tokens_inconsistent outputTokens"],
    [{ reasoningTokens: 1 }, {}, "tokens_inconsistent outputTokens"],
    [{ inputTokens: 1, videoInputTokens: -1 }, {}, "tokens_invalid videoInputTokens"],
  ])("%j %j: %s, the fast way and the explained way alike", (tokens, counts, expected) => {
    const usage = { tokens: { inputTokens: 0, ...tokens }, counts };
    expect(failure(() => rateAmount(compileRates(plain), usage, "standard"))).toBe(expected);
    expect(failure(() => rateUsage(plain, usage, { tier: "standard" }))).toBe(expected);
  });
});

describe("the most a request can cost", () => {
  it("adds the counts it may use", () => {
    // 10 × 200 (an hour's cache) + 5 × 600 (reasoning) + 2 searches at 30 million.
    expect(
      maxAmount(
        compiled,
        { maxInputTokens: 10, maxOutputTokens: 5, maxCounts: { webSearchesHigh: 2 } },
        "standard",
      ),
    ).toBe(60_005_000n);
  });

  it("rounds a part of a nano up", () => {
    // 3 characters at 2.5 are 7.5.
    expect(
      maxAmount(
        compiled,
        { maxInputTokens: 0, maxOutputTokens: 0, maxCounts: { outputCharacters: 3 } },
        "flex",
      ),
    ).toBe(8n);
    // One millisecond heard is 283.3333333333333.
    expect(
      maxAmount(
        compiled,
        { maxInputTokens: 0, maxOutputTokens: 0, maxCounts: { inputMilliseconds: 1 } },
        "flex",
      ),
    ).toBe(284n);
  });

  it("takes the dearest price of what is sent and received", () => {
    // 10 × 1000 (sound heard) + 5 × 2000 (sound spoken) = 20,000; film 10 × 200 + 5 × 1700 = 10,500.
    const limits = { maxInputTokens: 10, maxOutputTokens: 5 };
    expect(maxAmount(compiled, { ...limits, modalities: ["text", "audio"] }, "standard")).toBe(20_000n);
    expect(maxAmount(compiled, { ...limits, modalities: ["text", "video"] }, "standard")).toBe(10_500n);
  });
});
