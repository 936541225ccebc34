/** One request that a fake server got. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly key: string | null;
  readonly authorization: string | null;
  readonly body: unknown;
}

/** An answer of a fake server; `"cut"` breaks the connection, `"hang"` never answers. */
export type Answer =
  | "cut"
  | "hang"
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly text?: string;
      readonly headers?: Record<string, string>;
    };

/** A `fetch` that gives the answers in turn, the last one for ever, and keeps what it was asked. */
export function fakeServer(...answers: readonly Answer[]): {
  readonly fetch: typeof fetch;
  readonly seen: Seen[];
} {
  const seen: Seen[] = [];
  return {
    seen,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const text = await request.clone().text();
      seen.push({
        method: request.method,
        url: request.url,
        key: request.headers.get("idempotency-key"),
        authorization: request.headers.get("authorization"),
        body: text === "" ? null : JSON.parse(text),
      });
      const answer = answers[Math.min(seen.length, answers.length) - 1];
      if (answer === undefined || answer === "cut") throw new TypeError("fetch failed");
      if (answer === "hang")
        return new Promise((_resolve, reject) => {
          const stop = () => reject(new DOMException("aborted", "AbortError"));
          if (init?.signal?.aborted === true) stop();
          init?.signal?.addEventListener("abort", stop);
        });
      return new Response(answer.text ?? JSON.stringify(answer.body), {
        status: answer.status,
        headers: { "content-type": "application/json", "x-request-id": "req-header", ...answer.headers },
      });
    },
  };
}
