import type { CountUnit, TokenUnit } from "./rate-card.ts";

/**
 * Tokens of one request as gateways report them (OpenAI's convention, which LiteLLM follows): the parts are
 * contained in the totals and no part in another. Whole numbers; absent means 0.
 */
export interface TokenUsage {
  /** The whole prompt, including every part below up to `outputTokens`. */
  readonly inputTokens: number;
  readonly cachedInputTokens?: number | undefined;
  readonly cacheCreationTokens?: number | undefined;
  /** Cache entries kept for an hour; not contained in `cacheCreationTokens`. */
  readonly cacheCreationLongTokens?: number | undefined;
  readonly audioInputTokens?: number | undefined;
  readonly cachedAudioInputTokens?: number | undefined;
  readonly cacheCreationAudioTokens?: number | undefined;
  readonly imageInputTokens?: number | undefined;
  readonly cachedImageInputTokens?: number | undefined;
  readonly videoInputTokens?: number | undefined;
  /** The whole answer, including reasoning, audio, image and video tokens. */
  readonly outputTokens?: number | undefined;
  readonly reasoningTokens?: number | undefined;
  readonly audioOutputTokens?: number | undefined;
  readonly imageOutputTokens?: number | undefined;
  readonly videoOutputTokens?: number | undefined;
}

/** A part of the prompt or of the answer, and what it is priced as. */
export interface TokenPart {
  readonly field: keyof TokenUsage;
  readonly unit: TokenUnit;
}

/** Parts of `inputTokens`, disjoint; what is left of the total is plain `input`. */
export const inputParts: readonly TokenPart[] = [
  { field: "cachedInputTokens", unit: "cachedInput" },
  { field: "cacheCreationTokens", unit: "cacheCreation" },
  { field: "cacheCreationLongTokens", unit: "cacheCreationLong" },
  { field: "audioInputTokens", unit: "audioInput" },
  { field: "cachedAudioInputTokens", unit: "cachedAudioInput" },
  { field: "cacheCreationAudioTokens", unit: "cacheCreationAudio" },
  { field: "imageInputTokens", unit: "imageInput" },
  { field: "cachedImageInputTokens", unit: "cachedImageInput" },
  { field: "videoInputTokens", unit: "videoInput" },
];

/** Parts of `outputTokens`, disjoint; what is left of the total is plain `output`. */
export const outputParts: readonly TokenPart[] = [
  { field: "reasoningTokens", unit: "reasoning" },
  { field: "audioOutputTokens", unit: "audioOutput" },
  { field: "imageOutputTokens", unit: "imageOutput" },
  { field: "videoOutputTokens", unit: "videoOutput" },
];

/** What of a request is not counted in tokens. Whole numbers; absent means 0. Lengths of time in milliseconds. */
export interface CountUsage {
  readonly inputImages?: number | undefined;
  readonly outputImages?: number | undefined;
  readonly inputMilliseconds?: number | undefined;
  readonly outputMilliseconds?: number | undefined;
  readonly inputAudioMilliseconds?: number | undefined;
  readonly inputVideoMilliseconds?: number | undefined;
  readonly outputVideoMilliseconds?: number | undefined;
  readonly inputCharacters?: number | undefined;
  readonly outputCharacters?: number | undefined;
  readonly inputPixels?: number | undefined;
  readonly outputPixels?: number | undefined;
  readonly inputQueries?: number | undefined;
  readonly inputRequests?: number | undefined;
  readonly pages?: number | undefined;
  readonly annotatedPages?: number | undefined;
  readonly codeInterpreterSessions?: number | undefined;
  readonly webSearchesLow?: number | undefined;
  readonly webSearchesMedium?: number | undefined;
  readonly webSearchesHigh?: number | undefined;
}

/** A count, what it is priced as, and by which power of ten it is finer than the priced unit (3: ms to s). */
export interface CountPart {
  readonly field: keyof CountUsage;
  readonly unit: CountUnit;
  readonly decimals: 0 | 3;
}

const whole = (field: keyof CountUsage, unit: CountUnit): CountPart => ({ field, unit, decimals: 0 });
const milliseconds = (field: keyof CountUsage, unit: CountUnit): CountPart => ({ field, unit, decimals: 3 });

/** Every count with its unit, in the order in which lines show them. */
export const countParts: readonly CountPart[] = [
  whole("inputImages", "inputImage"),
  whole("outputImages", "outputImage"),
  milliseconds("inputMilliseconds", "inputSecond"),
  milliseconds("outputMilliseconds", "outputSecond"),
  milliseconds("inputAudioMilliseconds", "inputAudioSecond"),
  milliseconds("inputVideoMilliseconds", "inputVideoSecond"),
  milliseconds("outputVideoMilliseconds", "outputVideoSecond"),
  whole("inputCharacters", "inputCharacter"),
  whole("outputCharacters", "outputCharacter"),
  whole("inputPixels", "inputPixel"),
  whole("outputPixels", "outputPixel"),
  whole("inputQueries", "inputQuery"),
  whole("inputRequests", "inputRequest"),
  whole("pages", "page"),
  whole("annotatedPages", "annotatedPage"),
  whole("codeInterpreterSessions", "codeInterpreterSession"),
  whole("webSearchesLow", "webSearchLow"),
  whole("webSearchesMedium", "webSearchMedium"),
  whole("webSearchesHigh", "webSearchHigh"),
];

/** Everything one request used. */
export interface UsageQuantities {
  readonly tokens: TokenUsage;
  readonly counts?: CountUsage | undefined;
}

/** Why usage cannot be rated. */
export type RatingErrorCode =
  | "tokens_invalid"
  | "tokens_inconsistent"
  | "counts_invalid"
  | "rate_missing"
  | "amount_too_large";

/** Thrown by rating; `unit` names the unit without a price, or the field of tokens or counts at fault. */
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

// A trillion tokens: no request comes near, and a sum of all parts stays a safe integer.
const MAX_QUANTITY = 1_000_000_000_000;

/** The number, 0 where absent. @throws RatingError tokens_invalid or counts_invalid when it is not a whole number in range */
export function checkedQuantity(
  code: "tokens_invalid" | "counts_invalid",
  field: string,
  value: number | undefined,
): number {
  if (value === undefined) return 0;
  if (!Number.isSafeInteger(value) || value < 0 || value > MAX_QUANTITY) throw new RatingError(code, field);
  return value;
}
