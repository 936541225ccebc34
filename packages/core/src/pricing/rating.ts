import { MAX_AMOUNT_NANOS } from "../money/index.ts";
import type { ModelRates, ServiceTier, TokenUnit } from "./rate-card.ts";
import {
  compareRates,
  type Rate,
  rateFromText,
  rateSum,
  rateTimes,
  rateToText,
  roundHalfUp,
  roundUp,
  ZERO_RATE,
} from "./rate.ts";

/**
 * Tokens of one request as gateways report them (OpenAI's convention, which LiteLLM follows): the parts are
 * contained in the totals. Whole numbers; absent means 0.
 */
export interface TokenUsage {
  /** The whole prompt, including everything below that starts with cached, cacheCreation, audioInput, imageInput. */
  readonly inputTokens: number;
  readonly cachedInputTokens?: number | undefined;
  readonly cacheCreationTokens?: number | undefined;
  /** Cache entries kept for an hour; not contained in `cacheCreationTokens`. */
  readonly cacheCreationLongTokens?: number | undefined;
  readonly audioInputTokens?: number | undefined;
  readonly imageInputTokens?: number | undefined;
  /** The whole answer, including reasoning, audio and image tokens. */
  readonly outputTokens: number;
  readonly reasoningTokens?: number | undefined;
  readonly audioOutputTokens?: number | undefined;
  readonly imageOutputTokens?: number | undefined;
}

/** One unit of a rated request. */
export interface RatedUnit {
  readonly unit: TokenUnit;
  readonly quantity: number;
  /** Nanos per token, canonical decimal text. */
  readonly rate: string;
  /** Exact nanos, canonical decimal text, not rounded. */
  readonly exactNanos: string;
}

/** A rated request: the exact sum of the units, rounded once, half up. */
export interface RatedUsage {
  readonly amountNanos: bigint;
  readonly currency: string;
  readonly tier: ServiceTier;
  /** The prompt length above which the applied prices hold, or null for the base prices. */
  readonly thresholdTokens: number | null;
  readonly lines: readonly RatedUnit[];
}

/** Why usage cannot be rated. */
export type RatingErrorCode = "tokens_invalid" | "tokens_inconsistent" | "rate_missing" | "amount_too_large";

/** Thrown by {@link rateUsage} and {@link maxCost}; `unit` names the token unit or usage field at fault. */
export class RatingError extends Error {
  readonly code: RatingErrorCode;
  readonly unit: string;

  constructor(code: RatingErrorCode, unit: string) {
    super(`${code}: ${unit}`);
    this.name = "RatingError";
    this.code = code;
    this.unit = unit;
  }
}

// A trillion tokens: no request comes near, and the amount stays inside what is checked below.
const MAX_TOKENS = 1_000_000_000_000;

/**
 * A unit without a price of its own costs what the next one costs, never nothing: a cached token is a prompt
 * token, an hour's cache entry a cache entry, reasoning is output. (LiteLLM charges 0 for a missing cache price;
 * a platform would give that usage away.) An image model that lists no text output bills its output as image.
 */
const substitutes: Partial<Record<TokenUnit, TokenUnit>> = {
  cachedInput: "input",
  cacheCreation: "input",
  cacheCreationLong: "cacheCreation",
  audioInput: "input",
  imageInput: "input",
  reasoning: "output",
  audioOutput: "output",
  imageOutput: "output",
};

/**
 * The price of a request at list price.
 *
 * Prompt length: when `inputTokens` (cached tokens included) exceed a threshold, the *whole* request is billed at
 * the prices above it, output too, as LiteLLM and the providers do; exactly N·1000 tokens are still below.
 * Tier: a tier's own price, else the standard one; above a threshold the tier's price above it, else the standard
 * price above it, else the base prices.
 * @throws RatingError when a count is not a whole number, the parts exceed their total, or a price is missing.
 */
export function rateUsage(rates: ModelRates, tokens: TokenUsage, options: { tier: ServiceTier }): RatedUsage {
  const quantities = splitTokens(tokens);
  const step = applicableSteps(rates, tokens.inputTokens);
  const parts: Rate[] = [];
  const lines: RatedUnit[] = [];
  for (const [unit, quantity] of quantities) {
    if (quantity === 0) continue;
    const rate = requireRate(rates, unit, options.tier, tokens.inputTokens);
    const exact = rateTimes(rate, BigInt(quantity));
    parts.push(exact);
    lines.push({ unit, quantity, rate: rateToText(rate), exactNanos: rateToText(exact) });
  }
  return {
    amountNanos: bounded(roundHalfUp(rateSum(parts))),
    currency: rates.currency,
    tier: options.tier,
    thresholdTokens: step[0]?.thresholdTokens ?? null,
    lines,
  };
}

/** What a request sends and receives; decides which prices its tokens can meet. */
export type Modality = "text" | "audio" | "image";

const inputUnits: Record<Modality, readonly TokenUnit[]> = {
  text: ["input", "cachedInput", "cacheCreation", "cacheCreationLong"],
  audio: ["audioInput"],
  image: ["imageInput"],
};
const outputUnits: Record<Modality, readonly TokenUnit[]> = {
  text: ["output", "reasoning"],
  audio: ["audioOutput"],
  image: ["imageOutput"],
};

/**
 * The most a request can cost that sends at most `maxInputTokens` and answers with at most `maxOutputTokens`:
 * each token at the dearest price it can meet (cache creation, long prompt, reasoning, the given modalities),
 * rounded up. For the hold that is taken before the request runs.
 * @throws RatingError like {@link rateUsage}.
 */
export function maxCost(
  rates: ModelRates,
  maxInputTokens: number,
  maxOutputTokens: number,
  options: { tier: ServiceTier; modalities?: readonly Modality[] },
): bigint {
  const modalities = options.modalities ?? ["text"];
  // One prompt length for each set of prices that a prompt up to the maximum can meet.
  const prompts = [
    0,
    ...rates.above.map((step) => step.thresholdTokens + 1).filter((length) => length <= maxInputTokens),
  ];
  const dearest = (units: readonly TokenUnit[], quantity: number): Rate => {
    if (quantity === 0) return ZERO_RATE;
    const candidates = prompts.flatMap((prompt) =>
      units.flatMap((unit) => findRate(rates, unit, options.tier, prompt) ?? []),
    );
    const first = candidates[0];
    if (first === undefined) throw new RatingError("rate_missing", units[0] ?? "input");
    return candidates.reduce((top, rate) => (compareRates(rate, top) > 0 ? rate : top), first);
  };
  const inputQuantity = count("maxInputTokens", maxInputTokens);
  const outputQuantity = count("maxOutputTokens", maxOutputTokens);
  const total = rateSum([
    rateTimes(
      dearest(
        modalities.flatMap((modality) => inputUnits[modality]),
        inputQuantity,
      ),
      BigInt(inputQuantity),
    ),
    rateTimes(
      dearest(
        modalities.flatMap((modality) => outputUnits[modality]),
        outputQuantity,
      ),
      BigInt(outputQuantity),
    ),
  ]);
  return bounded(roundUp(total));
}

function splitTokens(tokens: TokenUsage): readonly (readonly [TokenUnit, number])[] {
  const input = count("inputTokens", tokens.inputTokens);
  const output = count("outputTokens", tokens.outputTokens);
  const inputParts = [
    ["cachedInput", count("cachedInputTokens", tokens.cachedInputTokens)],
    ["cacheCreation", count("cacheCreationTokens", tokens.cacheCreationTokens)],
    ["cacheCreationLong", count("cacheCreationLongTokens", tokens.cacheCreationLongTokens)],
    ["audioInput", count("audioInputTokens", tokens.audioInputTokens)],
    ["imageInput", count("imageInputTokens", tokens.imageInputTokens)],
  ] as const;
  const outputParts = [
    ["reasoning", count("reasoningTokens", tokens.reasoningTokens)],
    ["audioOutput", count("audioOutputTokens", tokens.audioOutputTokens)],
    ["imageOutput", count("imageOutputTokens", tokens.imageOutputTokens)],
  ] as const;
  const rest = (total: number, parts: readonly (readonly [TokenUnit, number])[], field: string): number => {
    const plain = parts.reduce((left, [, quantity]) => left - quantity, total);
    if (plain < 0) throw new RatingError("tokens_inconsistent", field);
    return plain;
  };
  return [
    ["input", rest(input, inputParts, "inputTokens")],
    ...inputParts,
    ["output", rest(output, outputParts, "outputTokens")],
    ...outputParts,
  ];
}

function count(field: string, value: number | undefined): number {
  const quantity = value ?? 0;
  if (!Number.isSafeInteger(quantity) || quantity < 0 || quantity > MAX_TOKENS) {
    throw new RatingError("tokens_invalid", field);
  }
  return quantity;
}

/** The steps whose threshold the prompt exceeds, longest first. */
function applicableSteps(rates: ModelRates, inputTokens: number): ModelRates["above"] {
  return rates.above
    .filter((step) => inputTokens > step.thresholdTokens)
    .toSorted((a, b) => b.thresholdTokens - a.thresholdTokens);
}

function findRate(rates: ModelRates, unit: TokenUnit, tier: ServiceTier, inputTokens: number): Rate | null {
  const tables = [...applicableSteps(rates, inputTokens).map((step) => step.rates), rates.base];
  for (const table of tables) {
    const text = table[tier][unit] ?? table.standard[unit];
    if (text !== undefined) return rateFromText(text);
  }
  const substitute = substitutes[unit];
  if (substitute !== undefined) return findRate(rates, substitute, tier, inputTokens);
  if (unit !== "output") return null;
  const image = rates.base.standard.imageOutput;
  return image === undefined ? null : rateFromText(image);
}

function requireRate(rates: ModelRates, unit: TokenUnit, tier: ServiceTier, inputTokens: number): Rate {
  const rate = findRate(rates, unit, tier, inputTokens);
  if (rate === null) throw new RatingError("rate_missing", unit);
  return rate;
}

function bounded(amountNanos: bigint): bigint {
  if (amountNanos > MAX_AMOUNT_NANOS) throw new RatingError("amount_too_large", "amountNanos");
  return amountNanos;
}
