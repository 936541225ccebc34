import { discountBpsOf, type PriceAgreement } from "./agreement.ts";
import { type CompiledRates, compileRates, countsSum, stepIndex, underAgreement } from "./compiled.ts";
import {
  checkedQuantity,
  type CountUsage,
  inputParts,
  outputParts,
  RatingError,
  type TokenPart,
} from "./quantities.ts";
import type { ModelRates, ServiceTier, TokenUnit } from "./rate-card.ts";
import { bounded } from "./rating.ts";

/** What a request sends and receives; decides which prices its tokens can meet. */
export type Modality = "text" | "audio" | "image" | "video";

/** The most a request will use. */
export interface UsageLimits {
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
  /** The most of each count; absent: none of it. */
  readonly maxCounts?: CountUsage | undefined;
  /** Default: text. */
  readonly modalities?: readonly Modality[] | undefined;
}

const inputUnits: Record<Modality, readonly TokenUnit[]> = {
  text: ["input", "cachedInput", "cacheCreation", "cacheCreationLong"],
  audio: ["audioInput", "cachedAudioInput", "cacheCreationAudio"],
  image: ["imageInput", "cachedImageInput"],
  video: ["videoInput"],
};
const outputUnits: Record<Modality, readonly TokenUnit[]> = {
  text: ["output", "reasoning"],
  audio: ["audioOutput"],
  image: ["imageOutput"],
  video: ["videoOutput"],
};
const textOnly: readonly Modality[] = ["text"];
const WHOLE_BPS = 10_000n;

/**
 * The most a request can cost that stays within its limits: each token at the dearest price it can meet (cache
 * creation, long prompt, reasoning, the given modalities), counts at theirs, less an agreed discount, rounded up. For
 * the hold that is taken before the request runs.
 * @throws RatingError like `rateUsage`
 */
export function maxAmount(
  compiled: CompiledRates,
  limits: UsageLimits,
  tier: ServiceTier,
  agreement: PriceAgreement | null = null,
): bigint {
  const card = underAgreement(compiled, agreement);
  const inputTokens = checkedQuantity("tokens_invalid", "maxInputTokens", limits.maxInputTokens);
  const outputTokens = checkedQuantity("tokens_invalid", "maxOutputTokens", limits.maxOutputTokens);
  const modalities = limits.modalities ?? textOnly;
  // Every set of prices that a prompt up to the maximum can meet.
  const tables = card.tables[tier].slice(0, stepIndex(card, inputTokens) + 1);
  const dearest = (
    unitsOf: Record<Modality, readonly TokenUnit[]>,
    plain: "input" | "output",
    parts: readonly TokenPart[],
  ): bigint => {
    let top: bigint | undefined;
    for (const modality of modalities)
      for (const unit of unitsOf[modality])
        for (const table of tables) {
          const rate =
            unit === plain
              ? table[plain]
              : table[plain === "input" ? "inputParts" : "outputParts"][
                  parts.findIndex((part) => part.unit === unit)
                ];
          if (rate !== undefined && (top === undefined || rate > top)) top = rate;
        }
    if (top === undefined) throw new RatingError("rate_missing", plain);
    return top;
  };
  const sum =
    (inputTokens === 0 ? 0n : BigInt(inputTokens) * dearest(inputUnits, "input", inputParts)) +
    (outputTokens === 0 ? 0n : BigInt(outputTokens) * dearest(outputUnits, "output", outputParts)) +
    countsSum(card, limits.maxCounts ?? {});
  const exact = sum * (WHOLE_BPS - BigInt(discountBpsOf(agreement)));
  return bounded((exact + card.divisor - 1n) / card.divisor);
}

/** {@link maxAmount} of a card that was not compiled. */
export function maxCost(
  rates: ModelRates,
  maxInputTokens: number,
  maxOutputTokens: number,
  options: {
    tier: ServiceTier;
    modalities?: readonly Modality[];
    maxCounts?: CountUsage;
    agreement?: PriceAgreement | null;
  },
): bigint {
  const { tier, agreement = null, ...rest } = options;
  return maxAmount(compileRates(rates), { maxInputTokens, maxOutputTokens, ...rest }, tier, agreement);
}
