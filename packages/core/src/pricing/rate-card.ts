import { z } from "zod";
import { RateError, rateFromText, rateToText } from "./rate.ts";

/** A rate as it is stored: decimal nanos per unit in the one canonical text of {@link rateToText}. */
export const rateTextSchema = z.string().check((context) => {
  try {
    const canonical = rateToText(rateFromText(context.value));
    if (canonical === context.value) return;
    context.issues.push({
      code: "custom",
      input: context.value,
      message: `rate must be written as ${canonical}`,
      params: { rateError: "not_canonical" },
    });
  } catch (error) {
    if (!(error instanceof RateError)) throw error;
    context.issues.push({
      code: "custom",
      input: context.value,
      message: error.message,
      params: { rateError: error.code },
    });
  }
});

/**
 * Units counted in tokens. `cacheCreation` is a cache entry of the ordinary (five-minute) lifetime,
 * `cacheCreationLong` one of an hour.
 */
export const tokenUnits = [
  "input",
  "cachedInput",
  "cacheCreation",
  "cacheCreationLong",
  "output",
  "reasoning",
  "audioInput",
  "audioOutput",
  "cachedAudioInput",
  "cacheCreationAudio",
  "imageInput",
  "imageOutput",
  "cachedImageInput",
  "videoInput",
  "videoOutput",
] as const;
/** One of {@link tokenUnits}. */
export type TokenUnit = (typeof tokenUnits)[number];

/** Units that are not tokens; their prices are kept exactly for the products that count them. */
export const countUnits = [
  "inputImage",
  "outputImage",
  "inputSecond",
  "outputSecond",
  "inputAudioSecond",
  "inputVideoSecond",
  "outputVideoSecond",
  "inputCharacter",
  "outputCharacter",
  "inputPixel",
  "outputPixel",
  "inputQuery",
  "inputRequest",
  "page",
  "annotatedPage",
  "codeInterpreterSession",
  "webSearchLow",
  "webSearchMedium",
  "webSearchHigh",
] as const;
/** One of {@link countUnits}. */
export type CountUnit = (typeof countUnits)[number];

/** How urgently a request is served; each may have prices of its own. */
export const serviceTiers = ["standard", "batch", "priority", "flex"] as const;
/** One of {@link serviceTiers}. */
export type ServiceTier = (typeof serviceTiers)[number];

/** Prices per token unit, in nanos; an absent unit has no price of its own. */
const tokenRates = z.partialRecord(z.enum(tokenUnits), rateTextSchema);
const tieredRates = z.strictObject({
  standard: tokenRates,
  batch: tokenRates,
  priority: tokenRates,
  flex: tokenRates,
});
/**
 * All prices of one model, JSON-safe: it is stored in a JSON column and travels in the facts of a decision,
 * so that every usage line can be rated again from its stored version.
 */
export const modelRatesSchema = z.strictObject({
  /** ISO 4217 code of the list price. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  base: tieredRates,
  /** Prices of a request whose prompt is longer than `thresholdTokens`; ascending, thresholds distinct. */
  above: z.array(z.strictObject({ thresholdTokens: z.int().positive(), rates: tieredRates })),
  counts: z.partialRecord(z.enum(countUnits), rateTextSchema),
  /** Multipliers (region, speed) exactly as listed, by source field; not applied by the rating of tokens. */
  multipliers: z.record(z.string(), z.string()),
  /** Price fields of the source that have no meaning here yet, as written; never silently lost. */
  unrated: z.record(z.string(), z.string()),
});
/** See {@link modelRatesSchema}. */
export type ModelRates = z.infer<typeof modelRatesSchema>;

/** A rate card without any price, to be filled by an importer or an administrator. */
export function emptyModelRates(currency: string): ModelRates {
  return {
    currency,
    base: { standard: {}, batch: {}, priority: {}, flex: {} },
    above: [],
    counts: {},
    multipliers: {},
    unrated: {},
  };
}
