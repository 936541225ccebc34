import type { CountUnit, ModelRates, ServiceTier, TokenUnit } from "./rate-card.ts";

/**
 * A unit without a price of its own costs what the next one costs, never nothing: a cached token is a prompt
 * token, an hour's cache entry a cache entry, reasoning is output. (LiteLLM charges 0 for a missing cache price;
 * a platform would give that usage away.) An image model that lists no text output bills its output as image.
 */
const tokenSubstitutes: Partial<Record<TokenUnit, TokenUnit>> = {
  cachedInput: "input",
  cacheCreation: "input",
  cacheCreationLong: "cacheCreation",
  audioInput: "input",
  cachedAudioInput: "audioInput",
  cacheCreationAudio: "audioInput",
  imageInput: "input",
  cachedImageInput: "imageInput",
  videoInput: "input",
  reasoning: "output",
  audioOutput: "output",
  imageOutput: "output",
  videoOutput: "output",
};

/** A second of sound or film is a second; nothing else stands in for another count. */
const countSubstitutes: Partial<Record<CountUnit, CountUnit>> = {
  inputAudioSecond: "inputSecond",
  inputVideoSecond: "inputSecond",
  outputVideoSecond: "outputSecond",
};

/** The steps whose threshold the prompt exceeds, longest first. */
export function applicableSteps(rates: ModelRates, inputTokens: number): ModelRates["above"] {
  return rates.above
    .filter((step) => inputTokens > step.thresholdTokens)
    .toSorted((a, b) => b.thresholdTokens - a.thresholdTokens);
}

/**
 * The price of a token unit as stored text, or null.
 *
 * Prompt length: when `inputTokens` (cached tokens included) exceed a threshold, the *whole* request is billed at
 * the prices above it, output too, as LiteLLM and the providers do; exactly N·1000 tokens are still below.
 * Tier: a tier's own price, else the standard one; above a threshold the tier's price above it, else the standard
 * price above it, else the next lower step's, at last the base prices.
 */
export function tokenRateText(
  rates: ModelRates,
  unit: TokenUnit,
  tier: ServiceTier,
  inputTokens: number,
): string | null {
  const tables = [...applicableSteps(rates, inputTokens).map((step) => step.rates), rates.base];
  for (const table of tables) {
    const text = table[tier][unit] ?? table.standard[unit];
    if (text !== undefined) return text;
  }
  const substitute = tokenSubstitutes[unit];
  if (substitute !== undefined) return tokenRateText(rates, substitute, tier, inputTokens);
  return unit === "output" ? (rates.base.standard.imageOutput ?? null) : null;
}

/** The price of a count unit as stored text, or null. The same in every tier: price lists know no other. */
export function countRateText(rates: ModelRates, unit: CountUnit): string | null {
  const substitute = countSubstitutes[unit];
  return rates.counts[unit] ?? (substitute === undefined ? undefined : rates.counts[substitute]) ?? null;
}
