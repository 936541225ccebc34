import { describe, expect, it } from "vitest";
import { tokensOfAiSdk, tokensOfOpenAI } from "../../src/usage/model-usage.ts";

describe("what a model's SDK says it used", () => {
  it("OpenAI, chat: totals with their parts", () => {
    expect(
      tokensOfOpenAI({
        prompt_tokens: 2006,
        completion_tokens: 300,
        prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 128, audio_tokens: 0 },
      }),
    ).toEqual({ inputTokens: 2006, cachedInputTokens: 1920, outputTokens: 300, reasoningTokens: 128 });
  });

  it("OpenAI, chat with audio: what is cached and audio is named once", () => {
    // Of 100 tokens 60 are audio; 80 are cached, of which 40 at least are audio, so that 100 − 60 = 40 are left as cached.
    expect(
      tokensOfOpenAI({
        prompt_tokens: 100,
        completion_tokens: 20,
        prompt_tokens_details: { cached_tokens: 80, audio_tokens: 60 },
        completion_tokens_details: { audio_tokens: 15 },
      }),
    ).toEqual({
      inputTokens: 100,
      cachedInputTokens: 40,
      audioInputTokens: 60,
      outputTokens: 20,
      audioOutputTokens: 15,
    });
  });

  it("OpenAI, responses; and the pieces of a stream that say nothing", () => {
    expect(
      tokensOfOpenAI({
        input_tokens: 36,
        output_tokens: 87,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens_details: { reasoning_tokens: 0 },
      }),
    ).toEqual({ inputTokens: 36, outputTokens: 87 });
    expect(tokensOfOpenAI(null)).toBeNull();
    expect(tokensOfOpenAI(undefined)).toBeNull();
  });

  it("the Vercel AI SDK, its sixth version and its fifth", () => {
    expect(
      tokensOfAiSdk({
        inputTokens: 1000,
        outputTokens: 200,
        inputTokenDetails: { cacheReadTokens: 600, cacheWriteTokens: 300 },
        outputTokenDetails: { reasoningTokens: 50 },
      }),
    ).toEqual({
      inputTokens: 1000,
      cachedInputTokens: 600,
      cacheCreationTokens: 300,
      outputTokens: 200,
      reasoningTokens: 50,
    });
    expect(
      tokensOfAiSdk({ inputTokens: 10, outputTokens: 5, cachedInputTokens: 4, reasoningTokens: 2 }),
    ).toEqual({ inputTokens: 10, cachedInputTokens: 4, outputTokens: 5, reasoningTokens: 2 });
    expect(tokensOfAiSdk({ inputTokens: undefined, outputTokens: 5 })).toBeNull();
  });
});
