import type { Tokens } from "../types.ts";

type Count = number | null | undefined;

/** `usage` of a chat completion of OpenAI's API, or of one that speaks like it. */
export interface OpenAIChatUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly prompt_tokens_details?: { readonly cached_tokens?: Count; readonly audio_tokens?: Count } | null;
  readonly completion_tokens_details?: {
    readonly reasoning_tokens?: Count;
    readonly audio_tokens?: Count;
  } | null;
}

/** `usage` of a response of OpenAI's Responses API. */
export interface OpenAIResponseUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly input_tokens_details?: { readonly cached_tokens?: Count } | null;
  readonly output_tokens_details?: { readonly reasoning_tokens?: Count } | null;
}

/** `usage` of the Vercel AI SDK (`generateText`, `streamText`), of its versions 5 to 7. */
export interface AiSdkUsage {
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  readonly inputTokenDetails?: { readonly cacheReadTokens?: Count; readonly cacheWriteTokens?: Count };
  readonly outputTokenDetails?: { readonly reasoningTokens?: Count };
  /** Version 5. */
  readonly cachedInputTokens?: Count;
  /** Version 5. */
  readonly reasoningTokens?: Count;
}

/**
 * Tokens of an answer of the OpenAI SDK; null where it has no usage, as every piece of a stream but the last. For a streamed
 * chat completion ask for it: `stream_options: { include_usage: true }`.
 */
export function tokensOfOpenAI(
  usage: OpenAIChatUsage | OpenAIResponseUsage | null | undefined,
): Tokens | null {
  if (usage === null || usage === undefined) return null;
  if ("input_tokens" in usage)
    return tokens(usage.input_tokens, usage.output_tokens, {
      cached: usage.input_tokens_details?.cached_tokens,
      reasoning: usage.output_tokens_details?.reasoning_tokens,
    });
  return tokens(usage.prompt_tokens, usage.completion_tokens, {
    cached: usage.prompt_tokens_details?.cached_tokens,
    audioInput: usage.prompt_tokens_details?.audio_tokens,
    reasoning: usage.completion_tokens_details?.reasoning_tokens,
    audioOutput: usage.completion_tokens_details?.audio_tokens,
  });
}

/** Tokens of a result of the Vercel AI SDK; null where the model's provider did not say how many there were. */
export function tokensOfAiSdk(usage: AiSdkUsage): Tokens | null {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === undefined || outputTokens === undefined) return null;
  return tokens(inputTokens, outputTokens, {
    cached: usage.inputTokenDetails?.cacheReadTokens ?? usage.cachedInputTokens,
    cacheCreation: usage.inputTokenDetails?.cacheWriteTokens,
    reasoning: usage.outputTokenDetails?.reasoningTokens ?? usage.reasoningTokens,
  });
}

/** Totals with their parts; a part of nothing is left out. */
function tokens(
  inputTokens: number,
  outputTokens: number,
  parts: {
    readonly cached?: Count;
    readonly cacheCreation?: Count;
    readonly audioInput?: Count;
    readonly reasoning?: Count;
    readonly audioOutput?: Count;
  },
): Tokens {
  const audioInput = parts.audioInput ?? 0;
  const cacheCreation = parts.cacheCreation ?? 0;
  // What is cached may be audio, and is then named twice; here no part contains another.
  const cached = Math.min(parts.cached ?? 0, inputTokens - audioInput - cacheCreation);
  return {
    inputTokens,
    ...(cached > 0 && { cachedInputTokens: cached }),
    ...(cacheCreation > 0 && { cacheCreationTokens: cacheCreation }),
    ...(audioInput > 0 && { audioInputTokens: audioInput }),
    outputTokens,
    ...((parts.reasoning ?? 0) > 0 && { reasoningTokens: parts.reasoning as number }),
    ...((parts.audioOutput ?? 0) > 0 && { audioOutputTokens: parts.audioOutput as number }),
  };
}
