import { withUsageStream } from "@tenure/sdk";
import { buffer, model, modelUrl, tenure } from "../../../lib/tenure.ts";
import { problem } from "../../../lib/problem.ts";

/** `POST /api/chat` with `{ prompt }`: the model's words as plain text, as they come. */
export async function POST(request: Request): Promise<Response> {
  const { prompt } = (await request.json()) as { prompt?: unknown };
  if (typeof prompt !== "string" || prompt === "")
    return Response.json({ code: "invalid_request", message: "Needs a prompt." }, { status: 400 });

  const words = withUsageStream(
    tenure.usage,
    {
      id: request.headers.get("x-request-id") ?? crypto.randomUUID(),
      model,
      maxInputTokens: new TextEncoder().encode(prompt).length,
      maxOutputTokens: 1000,
      onUnavailable: "deny",
      buffer,
    },
    ({ report }) => wordsOf(prompt, report),
  );
  try {
    // Asked for here, so that a refusal still has a status of its own.
    const first = await words.next();
    return new Response(streamOf(first, words), { headers: { "content-type": "text/plain; charset=utf-8" } });
  } catch (error) {
    return problem(error);
  }
}

/** The model's words. Reports after each: a reader who goes away pays for what was streamed. */
async function* wordsOf(
  prompt: string,
  report: (used: { tokens: { inputTokens: number; outputTokens: number } }) => void,
): AsyncGenerator<string> {
  const answer = await fetch(`${modelUrl}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: prompt }], stream: true }),
  });
  if (!answer.ok) throw new Error(`the model answered ${answer.status}`);
  const inputTokens = prompt.split(/\s+/).length;
  let outputTokens = 0;
  let rest = "";
  const decoder = new TextDecoder();
  for await (const bytes of answer.body ?? []) {
    const events = (rest + decoder.decode(bytes, { stream: true })).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const word = /"content":"([^"]*)"/.exec(event)?.[1];
      if (word === undefined) continue;
      outputTokens += 1;
      report({ tokens: { inputTokens, outputTokens } });
      yield word;
    }
  }
}

function streamOf(
  first: IteratorResult<string, void>,
  words: AsyncGenerator<string, void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string, void>> | null = Promise.resolve(first);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await (next ?? words.next());
      next = null;
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    // The reader went away: what was streamed is settled.
    cancel: async () => void (await words.return()),
  });
}
