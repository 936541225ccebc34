import { z } from "zod";

/** Most of one quantity in one request: a thousand million. */
const MAX_QUANTITY = 1_000_000_000;

/** Whole and not negative; everything a request used is counted in such numbers. */
export const quantitySchema = z.int().min(0).max(MAX_QUANTITY);

const optional = quantitySchema.exactOptional();

/**
 * Tokens of one request: the totals contain their parts, and no part contains another. A cached audio token is told as
 * `cachedAudioInputTokens` and in `inputTokens`, nowhere else.
 */
export const tokensSchema = z
  .strictObject({
    /** The whole prompt: every token below that was read, cached ones too. */
    inputTokens: quantitySchema,
    cachedInputTokens: optional,
    cacheCreationTokens: optional,
    /** Cache entries kept for an hour. */
    cacheCreationLongTokens: optional,
    audioInputTokens: optional,
    cachedAudioInputTokens: optional,
    cacheCreationAudioTokens: optional,
    imageInputTokens: optional,
    cachedImageInputTokens: optional,
    videoInputTokens: optional,
    /** The whole answer. Absent where a model answers with no tokens, such as an embedding. */
    outputTokens: optional,
    reasoningTokens: optional,
    audioOutputTokens: optional,
    imageOutputTokens: optional,
    videoOutputTokens: optional,
  })
  .meta({ id: "Tokens" });

/**
 * What a request used that is not counted in tokens. Each thing is told once: a picture that the price list sells by
 * the token belongs into the tokens, one that it sells by the piece belongs here. No count contains another.
 *
 * Lengths of time are whole milliseconds, so that a second's price is charged exactly and no fraction of a number has to
 * survive JSON: a reported 8.47 s is 8470.
 */
export const countsSchema = z
  .strictObject({
    inputImages: optional,
    outputImages: optional,
    inputMilliseconds: optional,
    outputMilliseconds: optional,
    inputAudioMilliseconds: optional,
    inputVideoMilliseconds: optional,
    outputVideoMilliseconds: optional,
    inputCharacters: optional,
    outputCharacters: optional,
    inputPixels: optional,
    outputPixels: optional,
    inputQueries: optional,
    inputRequests: optional,
    pages: optional,
    annotatedPages: optional,
    codeInterpreterSessions: optional,
    /** Web searches by the size of the context they were asked for. */
    webSearchesLow: optional,
    webSearchesMedium: optional,
    webSearchesHigh: optional,
  })
  .meta({ id: "Counts" });

export type UsageTokens = z.infer<typeof tokensSchema>;
export type UsageCounts = z.infer<typeof countsSchema>;
