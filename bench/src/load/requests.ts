import { randomBytes } from "node:crypto";
import type { Answer } from "./http-connection.ts";

/** Models of the bench's price list and what a request to each may look like: input, cached and output tokens. */
const REQUESTS = [
  ["bench-large", 1_840, 0, 412],
  ["bench-large", 12_400, 9_800, 655],
  ["bench-small", 620, 0, 210],
  ["bench-small", 2_950, 1_024, 128],
  ["bench-mini", 480, 0, 95],
  ["bench-reason", 3_300, 0, 5_120],
  ["bench-tiered", 210_500, 180_000, 1_900],
  ["bench-embed", 7_900, 0, 0],
] as const;

/** Names of a process's requests: no two runs share one. */
const RUN = randomBytes(5).toString("hex");
let requests = 0;

/** A key that no other request has. */
const nextKey = (): string => `bench-${RUN}-${(requests += 1)}`;

const post = (path: string, apiKey: string, bodyBytes: number): string =>
  `POST ${path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${apiKey}\r\nContent-Type: application/json\r\n` +
  `Content-Length: ${bodyBytes}\r\nIdempotency-Key: ${nextKey()}\r\n\r\n`;

const AUTHORIZE_BODIES = REQUESTS.map(([model, input, , output]) =>
  JSON.stringify({ model, maxInputTokens: input, maxOutputTokens: output + 500 }),
);
const SETTLE_BODIES = REQUESTS.map(([, input, cached, output]) =>
  JSON.stringify({
    tokens: {
      inputTokens: input,
      outputTokens: output,
      ...(cached === 0 ? {} : { cachedInputTokens: cached }),
    },
  }),
);

/** Asks for a promise for request number `turn`. */
export function authorizeRequest(apiKey: string, turn: number): string {
  const body = AUTHORIZE_BODIES[turn % AUTHORIZE_BODIES.length] ?? "";
  return post("/v1/usage/authorize", apiKey, body.length) + body;
}

/** Settles the hold of request number `turn`. */
export function settleRequest(apiKey: string, turn: number, holdId: string): string {
  const body = SETTLE_BODIES[turn % SETTLE_BODIES.length] ?? "";
  return post(`/v1/usage/holds/${holdId}/settle`, apiKey, body.length) + body;
}

/** Gives a promise back. */
export const releaseRequest = (apiKey: string, holdId: string): string =>
  `${post(`/v1/usage/holds/${holdId}/release`, apiKey, 2)}{}`;

/** A read. */
export const getRequest = (path: string, apiKey: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${apiKey}\r\n\r\n`;

const DIGITS = 8;
let templates = 0;

/**
 * The body of a batch whose event ids change from one use to the next, written over in place: a thousand events cost
 * the load process a few microseconds instead of being made and serialised again. For one connection at a time.
 */
export class BatchBody {
  readonly #body: Buffer;
  readonly #slots: readonly number[];
  #uses = 0;

  constructor(events: number) {
    const template = (templates += 1);
    const slot = "#".repeat(DIGITS);
    const text = JSON.stringify({
      events: Array.from({ length: events }, (_, index) => {
        const [model, input, cached, output] = REQUESTS[index % REQUESTS.length] ?? REQUESTS[0];
        // Requests differ: sums that are all alike would compress caches and hide carries.
        const more = (index * 37) % 211;
        return {
          clientEventId: `${RUN}-${template}-${slot}-${index}`,
          model,
          tokens: {
            inputTokens: input + more,
            outputTokens: output === 0 ? 0 : output + more,
            ...(cached === 0 ? {} : { cachedInputTokens: cached }),
          },
        };
      }),
    });
    this.#body = Buffer.from(text, "latin1");
    this.#slots = [...text.matchAll(new RegExp(slot, "g"))].map((match) => match.index);
  }

  /** The request with fresh event ids; its bytes may be used again once it was answered. */
  next(apiKey: string): readonly [string, Buffer] {
    const digits = String((this.#uses += 1)).padStart(DIGITS, "0");
    for (const at of this.#slots) this.#body.write(digits, at, DIGITS, "latin1");
    return [post("/v1/usage/events", apiKey, this.#body.length), this.#body];
  }
}

/** @throws Error with the answer's beginning unless it has this status */
export function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status)
    throw new Error(`status ${answer.status} instead of ${status}: ${answer.head}`);
  return answer;
}

/** The id of the hold an answer is about. @throws Error when nothing was promised */
export function holdIdOf(answer: Answer): string {
  const { head } = expectStatus(answer, 201);
  const at = head.indexOf('"holdId":"');
  if (at === -1) throw new Error(`no hold in ${head}`);
  return head.slice(at + 10, at + 46);
}

/** @throws Error unless every event of the batch was recorded */
export function expectRecorded(answer: Answer, events: number): void {
  const { head } = expectStatus(answer, 200);
  if (!head.includes(`"recorded":${events},`) || !/"rejected":0[,}]/.test(head))
    throw new Error(`not every event was recorded: ${head.slice(0, 600)}`);
}
