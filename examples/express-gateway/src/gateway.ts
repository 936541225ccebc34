import { randomUUID } from "node:crypto";
import {
  ConnectionError,
  type OpenAIChatUsage,
  RefusedError,
  ServerError,
  Tenure,
  TenureError,
  tokensOfOpenAI,
  usageBuffer,
  type WithUsageParams,
  withUsage,
  withUsageStream,
} from "@tenure/sdk";
import express, { type Request, type Response } from "express";
import { eventsOf } from "./events-of.ts";

const setting = (name: string, otherwise?: string): string => {
  const value = process.env[name] ?? otherwise;
  if (value === undefined) throw new Error(`set ${name}`);
  return value;
};

const modelUrl = setting("MODEL_URL");
const tenure = new Tenure({ apiKey: setting("TENURE_KEY"), baseUrl: setting("TENURE_URL") });
// What could not be settled at once waits here. A usage event that Tenure will never take is a bug of ours: say so loudly.
const buffer = usageBuffer(tenure.usage, {
  onRejected: (rejected) => console.error("usage was not taken", rejected),
});

/** What a request asks for, as far as this gateway must know it. */
interface ChatRequest {
  readonly model: string;
  readonly messages: readonly unknown[];
  readonly max_tokens: number;
  readonly stream?: boolean;
}

/** What the promise is about: a token is never shorter than a byte, so the text's length bounds its tokens. */
const promiseFor = (chat: ChatRequest, id: string): WithUsageParams => ({
  id,
  model: chat.model,
  maxInputTokens: Buffer.byteLength(JSON.stringify(chat.messages)) + 100,
  maxOutputTokens: chat.max_tokens,
  onUnavailable: "allow_and_record",
  buffer,
});

const askModel = async (chat: object, signal: AbortSignal) => {
  const answer = await fetch(`${modelUrl}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(chat),
    signal,
  });
  if (!answer.ok || answer.body === null) throw new ModelError(answer.status);
  return answer;
};

class ModelError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`The model server answered ${status}.`);
    this.status = status;
  }
}

async function answerWhole(
  chat: ChatRequest,
  id: string,
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  const answer = await withUsage(tenure.usage, promiseFor(chat, id), async ({ report }) => {
    const completion = (await (await askModel(chat, signal)).json()) as { usage?: OpenAIChatUsage };
    const tokens = tokensOfOpenAI(completion.usage);
    // A model that does not say what it used is not one to charge for.
    report({ tokens: tokens ?? { inputTokens: 0 } });
    return completion;
  });
  response.json(answer);
}

async function answerStream(
  chat: ChatRequest,
  id: string,
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  let streamedBytes = 0;
  const pieces = withUsageStream(
    tenure.usage,
    {
      ...promiseFor(chat, id),
      // Cut short before the model told its usage: the least it can have been, four bytes to a token.
      estimate: () => ({ tokens: { inputTokens: 0, outputTokens: Math.ceil(streamedBytes / 4) } }),
    },
    async function* ({ report }) {
      const asked = { ...chat, stream_options: { include_usage: true } };
      for await (const event of eventsOf(await askModel(asked, signal))) {
        const tokens = tokensOfOpenAI(event.usage);
        if (tokens !== null) report({ tokens });
        yield event.line;
      }
    },
  );
  for await (const line of pieces) {
    // The first piece proves that the promise was made: before it an error can still have a status of its own.
    if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
    streamedBytes += line.length;
    response.write(`${line}\n\n`);
  }
  response.end();
}

function sendError(error: unknown, response: Response): void {
  if (response.headersSent) return void response.destroy();
  const problem = (status: number, code: string, message: string, more = {}) =>
    void response.status(status).json({ error: { code, message, ...more } });
  if (error instanceof RefusedError)
    return problem(402, error.code, error.message, { clause: error.clause, help: error.help });
  if (error instanceof ConnectionError || error instanceof ServerError)
    return problem(503, "billing_unavailable", "Try again in a moment.");
  if (error instanceof TenureError) return problem(400, error.code, error.message);
  if (error instanceof ModelError) return problem(502, "model_failed", error.message);
  problem(502, "model_unreachable", "The model server cannot be reached.");
}

const isChat = (body: unknown): body is ChatRequest => {
  if (body === null || typeof body !== "object") return false;
  const { model, messages, max_tokens: most } = body as Partial<ChatRequest>;
  return typeof model === "string" && Array.isArray(messages) && Number.isInteger(most) && Number(most) > 0;
};

async function complete(request: Request, response: Response): Promise<void> {
  const chat: unknown = request.body;
  if (!isChat(chat)) {
    const message = "Needs model, messages and max_tokens: a whole number above 0.";
    return void response.status(400).json({ error: { code: "invalid_request", message } });
  }
  // The same id asked again has one effect: a client that repeats its request is charged once.
  const id = request.get("x-request-id") ?? randomUUID();
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  try {
    await (chat.stream === true ? answerStream : answerWhole)(chat, id, response, gone.signal);
  } catch (error) {
    sendError(error, response);
  }
}

const app = express()
  .disable("x-powered-by")
  .use(express.json({ limit: "1mb" }));
app.post("/v1/chat/completions", complete);
const server = app.listen(Number(setting("PORT", "9100")), "127.0.0.1", () => {
  const address = server.address();
  console.log(`gateway on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
});

async function settleAll(): Promise<void> {
  const unsent = await buffer.close({ signal: AbortSignal.timeout(10_000) });
  if (unsent.length > 0) console.error("usage that Tenure never got", JSON.stringify(unsent));
  process.exit(unsent.length > 0 ? 1 : 0);
}
process.once("SIGTERM", () => server.close(() => void settleAll()));
