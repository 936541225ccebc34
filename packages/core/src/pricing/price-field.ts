import type { CountUnit, ServiceTier, TokenUnit } from "./rate-card.ts";

/**
 * Where a field of LiteLLM's price format goes. `tokens`: a price per token, perhaps of one service tier and
 * perhaps only above a prompt length; `count`: a price per something else.
 */
export type PriceField =
  | {
      readonly kind: "tokens";
      readonly unit: TokenUnit;
      readonly tier: ServiceTier;
      readonly thresholdTokens: number | null;
    }
  | { readonly kind: "count"; readonly unit: CountUnit };

const tokenFields: Readonly<Record<string, TokenUnit>> = {
  input_cost_per_token: "input",
  // DeepSeek's second name for the price of a cache hit; the importer insists that both agree.
  input_cost_per_token_cache_hit: "cachedInput",
  cache_read_input_token_cost: "cachedInput",
  cache_creation_input_token_cost: "cacheCreation",
  cache_creation_input_token_cost_above_1hr: "cacheCreationLong",
  output_cost_per_token: "output",
  output_cost_per_reasoning_token: "reasoning",
  input_cost_per_audio_token: "audioInput",
  output_cost_per_audio_token: "audioOutput",
  cache_read_input_audio_token_cost: "cachedAudioInput",
  cache_creation_input_audio_token_cost: "cacheCreationAudio",
  input_cost_per_image_token: "imageInput",
  output_cost_per_image_token: "imageOutput",
  cache_read_input_image_token_cost: "cachedImageInput",
  input_cost_per_video_token: "videoInput",
  output_cost_per_video_token: "videoOutput",
};

const countFields: Readonly<Record<string, CountUnit>> = {
  input_cost_per_image: "inputImage",
  output_cost_per_image: "outputImage",
  input_cost_per_second: "inputSecond",
  output_cost_per_second: "outputSecond",
  input_cost_per_audio_per_second: "inputAudioSecond",
  input_cost_per_video_per_second: "inputVideoSecond",
  output_cost_per_video_per_second: "outputVideoSecond",
  input_cost_per_character: "inputCharacter",
  output_cost_per_character: "outputCharacter",
  input_cost_per_pixel: "inputPixel",
  output_cost_per_pixel: "outputPixel",
  input_cost_per_query: "inputQuery",
  input_cost_per_request: "inputRequest",
  ocr_cost_per_page: "page",
  annotation_cost_per_page: "annotatedPage",
  code_interpreter_cost_per_session: "codeInterpreterSession",
};

/** Prices per web search by size of the search context, inside `search_context_cost_per_query`. */
export const searchContextUnits: Readonly<Record<string, CountUnit>> = {
  search_context_size_low: "webSearchLow",
  search_context_size_medium: "webSearchMedium",
  search_context_size_high: "webSearchHigh",
};

const tierSuffixes: Readonly<Record<string, ServiceTier>> = {
  batches: "batch",
  priority: "priority",
  flex: "flex",
};

// The threshold and the tier may come in either order: `…_above_200k_tokens_priority`, `…_priority_above_200k_tokens`.
const variant =
  /^(?<name>.+?)(?:_(?<tierFirst>batches|priority|flex))?(?:_above_(?<threshold>\d{1,7})(?<kilo>k?)_tokens)?(?:_(?<tierLast>batches|priority|flex))?$/;

/** Reads a field name of LiteLLM's format, or null where it is not a price this product can place. */
export function priceFieldOf(field: string): PriceField | null {
  if (Object.hasOwn(countFields, field)) {
    const unit = countFields[field];
    return unit === undefined ? null : { kind: "count", unit };
  }
  const groups = variant.exec(field)?.groups;
  const name = groups?.["name"];
  if (groups === undefined || name === undefined || !Object.hasOwn(tokenFields, name)) return null;
  const unit = tokenFields[name];
  const { tierFirst, tierLast, threshold, kilo } = groups;
  if (unit === undefined || (tierFirst !== undefined && tierLast !== undefined)) return null;
  const suffix = tierFirst ?? tierLast;
  const tier = suffix === undefined ? "standard" : tierSuffixes[suffix];
  if (tier === undefined) return null;
  const thresholdTokens = threshold === undefined ? null : Number(threshold) * (kilo === "k" ? 1000 : 1);
  if (thresholdTokens === 0) return null;
  return { kind: "tokens", unit, tier, thresholdTokens };
}

/** Fields that hold numbers but no price: limits and sizes. Any other unknown number is reported. */
const limitFields: ReadonlySet<string> = new Set([
  "max_tokens",
  "max_input_tokens",
  "max_output_tokens",
  "max_query_tokens",
  "max_document_chunks_per_query",
  "max_images_per_prompt",
  "max_videos_per_prompt",
  "max_video_length",
  "max_audio_length_hours",
  "max_audio_per_prompt",
  "max_pdf_size_mb",
  "output_vector_size",
  "prompt_cache_min_tokens",
  "rpm",
  "rpd",
  "tpm",
  "tool_use_system_prompt_tokens",
]);

/** True for a field that is known to hold a limit or a size, not a price. */
export const isLimitField = (field: string): boolean => limitFields.has(field);

/** True for the regional multipliers of OpenAI's list, such as 1.1 for processing in the EU. */
export const isMultiplierField = (field: string): boolean =>
  /^regional_processing_uplift_multiplier_[a-z]{2,8}$/.test(field);

/** True where the name alone says that the field is about money, so that it must be a valid rate or be refused. */
export const soundsLikePrice = (field: string): boolean =>
  /cost|price|pricing|surcharge|uplift|fee(?:_|$)/.test(field);

/** True where a field says in words how something is sold, such as `web_search_billing_unit`. */
export const soundsLikeBilling = (field: string): boolean => /billing|cost|price|pricing/.test(field);
