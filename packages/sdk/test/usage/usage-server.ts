import { Tenure } from "../../src/tenure.ts";
import type { UsageEventInput } from "../../src/types.ts";

/** What a server does with one request: answer, answer after the effect is there but the answer is lost, or fail. */
export type Weather =
  | "answers"
  | "answer_is_lost"
  | "away"
  | { readonly status: number; readonly code: string };

/**
 * A server that records usage as Tenure does: an event once by its id, a request once by its key, an event of the model
 * "unpriced" never, and a batch with the event "malformed" not at all.
 */
export function usageServer(weather: () => Weather = () => "answers") {
  const recorded = new Map<string, UsageEventInput>();
  const requests: { path: string; key: string; body: Record<string, unknown> }[] = [];
  const problem = (status: number, code: string) =>
    new Response(JSON.stringify({ code, title: code, status, detail: code, errors: [] }), { status });

  function answerTo(path: string, body: Record<string, unknown>): Response {
    if (path === "/v1/usage/events") {
      const events = body["events"] as UsageEventInput[];
      if (events.some(({ clientEventId }) => clientEventId === "malformed"))
        return problem(400, "validation_failed");
      const results = events.map((event) => {
        const { clientEventId } = event;
        if (event.model === "unpriced")
          return {
            status: "rejected",
            clientEventId,
            code: "model_not_priced",
            reason: "",
            help: "",
            fields: [],
          };
        const duplicate = recorded.has(clientEventId);
        recorded.set(clientEventId, event);
        return { status: "recorded", clientEventId, duplicate, event: {} };
      });
      const rejected = results.filter(({ status }) => status === "rejected").length;
      return Response.json({ recorded: results.length - rejected, rejected, results });
    }
    if (path === "/v1/usage/authorize")
      return Response.json({ holdId: "hold-1", model: body["model"], state: "open" });
    if (path === "/v1/usage/holds/hold-1/settle") {
      recorded.set(String(body["clientEventId"]), body as unknown as UsageEventInput);
      return Response.json({ hold: { holdId: "hold-1", state: "settled" }, event: {} });
    }
    return Response.json({ holdId: "hold-1", state: "released" });
  }

  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const path = new URL(request.url).pathname;
    const body = JSON.parse(await request.text()) as Record<string, unknown>;
    requests.push({ path, key: request.headers.get("idempotency-key") ?? "", body });
    const now = weather();
    if (now === "away") throw new TypeError("fetch failed");
    if (typeof now === "object") return problem(now.status, now.code);
    const answer = answerTo(path, body);
    if (now === "answer_is_lost") throw new TypeError("fetch failed");
    return answer;
  };
  const tenure = new Tenure({
    apiKey: "tnr_test_x",
    baseUrl: "https://tenure.example",
    fetch,
    maxRetries: 0,
  });
  return {
    usage: tenure.usage,
    recorded,
    requests,
    paths: () => requests.map(({ path }) => path.replace("/v1/usage/", "")),
  };
}

export const event = (clientEventId: string, model = "gpt-4o"): UsageEventInput => ({
  clientEventId,
  model,
  tokens: { inputTokens: 10, outputTokens: 5 },
});
