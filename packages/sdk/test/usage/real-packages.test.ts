import { createServer, type Server } from "node:http";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, streamText } from "ai";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { usageBuffer } from "../../src/usage/buffer.ts";
import { tokensOfAiSdk, tokensOfOpenAI } from "../../src/usage/model-usage.ts";
import { withUsage, type WithUsageParams, withUsageStream } from "../../src/usage/with-usage.ts";
import { usageServer } from "./usage-server.ts";

// The packages themselves, over HTTP, against a model server that says: 1,800 tokens in, 600 of them from its cache; 300 out,
// 120 of them thought.
const CHAT_USAGE = {
  prompt_tokens: 1800,
  completion_tokens: 300,
  total_tokens: 2100,
  prompt_tokens_details: { cached_tokens: 600 },
  completion_tokens_details: { reasoning_tokens: 120 },
};
const SETTLED = { inputTokens: 1800, cachedInputTokens: 600, outputTokens: 300, reasoningTokens: 120 };

const base = { id: "chatcmpl-1", created: 1_795_900_000, model: "gpt-4o" };
const completion = {
  ...base,
  object: "chat.completion",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "Hello there" },
      finish_reason: "stop",
      logprobs: null,
    },
  ],
  usage: CHAT_USAGE,
};
const piece = (delta: object, finish_reason: string | null = null) => ({
  ...base,
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta, finish_reason }],
});
const pieces = [
  piece({ role: "assistant", content: "Hello" }),
  piece({ content: " there" }),
  piece({}, "stop"),
  { ...base, object: "chat.completion.chunk", choices: [], usage: CHAT_USAGE },
];
const response = {
  id: "resp_1",
  object: "response",
  created_at: 1_795_900_000,
  status: "completed",
  model: "gpt-4o",
  output: [
    {
      id: "msg_1",
      type: "message",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: "Hello there", annotations: [] }],
    },
  ],
  usage: {
    input_tokens: 1800,
    input_tokens_details: { cached_tokens: 600 },
    output_tokens: 300,
    output_tokens_details: { reasoning_tokens: 120 },
    total_tokens: 2100,
  },
};

let models: Server;
let baseURL = "";
beforeAll(async () => {
  models = createServer((request, answer) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const body = JSON.parse(text) as { stream?: boolean; stream_options?: { include_usage?: boolean } };
      if (request.url === "/v1/responses")
        return answer.setHeader("content-type", "application/json").end(JSON.stringify(response));
      if (body.stream !== true)
        return answer.setHeader("content-type", "application/json").end(JSON.stringify(completion));
      answer.setHeader("content-type", "text/event-stream");
      // As the real server: usage is told only to who asks for it.
      const told = body.stream_options?.include_usage === true ? pieces : pieces.slice(0, -1);
      for (const each of told) answer.write(`data: ${JSON.stringify(each)}\n\n`);
      return answer.end("data: [DONE]\n\n");
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => models.once("listening", resolve));
  const address = models.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  baseURL = `http://127.0.0.1:${address.port}/v1`;
});
afterAll(() => new Promise((resolve) => models.close(resolve)));

function world() {
  const server = usageServer();
  const params: WithUsageParams = {
    id: "req-1",
    model: "gpt-4o",
    maxInputTokens: 2000,
    maxOutputTokens: 500,
    onUnavailable: "deny",
    buffer: usageBuffer(server.usage, { flushIntervalMs: 60_000 }),
  };
  return { ...server, params };
}
const question = [{ role: "user" as const, content: "Hello?" }];

describe("the openai package", () => {
  const openai = () => new OpenAI({ apiKey: "test", baseURL });

  it("a chat completion is settled with what its usage says", async () => {
    const { usage, params, requests } = world();
    const answer = await withUsage(usage, params, async ({ report }) => {
      const chat = await openai().chat.completions.create({ model: "gpt-4o", messages: question });
      const tokens = tokensOfOpenAI(chat.usage);
      if (tokens !== null) report({ tokens });
      return chat.choices[0]?.message.content;
    });
    expect(answer).toBe("Hello there");
    expect(requests[1]?.body["tokens"]).toEqual(SETTLED);
  });

  it("a streamed one as well, with the piece that comes last", async () => {
    const { usage, params, requests } = world();
    let text = "";
    const stream = withUsageStream(usage, params, async function* ({ report }) {
      const chat = await openai().chat.completions.create({
        model: "gpt-4o",
        messages: question,
        stream: true,
        stream_options: { include_usage: true },
      });
      for await (const chunk of chat) {
        const tokens = tokensOfOpenAI(chunk.usage);
        if (tokens !== null) report({ tokens });
        yield chunk.choices[0]?.delta.content ?? "";
      }
    });
    for await (const part of stream) text += part;
    expect(text).toBe("Hello there");
    expect(requests[1]?.body["tokens"]).toEqual(SETTLED);
  });

  it("a response of the Responses API", async () => {
    const { usage, params, requests } = world();
    await withUsage(usage, params, async ({ report }) => {
      const answer = await openai().responses.create({ model: "gpt-4o", input: "Hello?" });
      const tokens = tokensOfOpenAI(answer.usage);
      if (tokens !== null) report({ tokens });
      expect(answer.output_text).toBe("Hello there");
    });
    expect(requests[1]?.body["tokens"]).toEqual(SETTLED);
  });
});

describe("the ai package (Vercel AI SDK)", () => {
  const model = () => createOpenAICompatible({ name: "local", baseURL, includeUsage: true })("gpt-4o");

  it("a generated text is settled with what its usage says", async () => {
    const { usage, params, requests } = world();
    const answer = await withUsage(usage, params, async ({ report }) => {
      const result = await generateText({ model: model(), prompt: "Hello?" });
      const tokens = tokensOfAiSdk(result.usage);
      if (tokens !== null) report({ tokens });
      return result.text;
    });
    expect(answer).toBe("Hello there");
    expect(requests[1]?.body["tokens"]).toEqual(SETTLED);
  });

  it("a streamed one as well, once it ended", async () => {
    const { usage, params, requests } = world();
    let text = "";
    const stream = withUsageStream(usage, params, async function* ({ report }) {
      const result = streamText({ model: model(), prompt: "Hello?" });
      yield* result.textStream;
      const tokens = tokensOfAiSdk(await result.usage);
      if (tokens !== null) report({ tokens });
    });
    for await (const part of stream) text += part;
    expect(text).toBe("Hello there");
    expect(requests[1]?.body["tokens"]).toEqual(SETTLED);
  });
});
