import { ConnectionError, errorOf, TenureError } from "./errors.ts";

/** What a single call may change. */
export interface RequestOptions {
  /**
   * Names this very intention: the same key with the same body has one effect and one answer, however often it is
   * sent. Made by the client when left out, and kept through its retries.
   */
  readonly idempotencyKey?: string;
  /** Stops the call and its retries; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Longest wait for one attempt. */
  readonly timeoutMs?: number;
}

/** How the client reaches the server. */
export interface TransportSettings {
  /** Null: asked is only what everybody may know. */
  readonly apiKey: string | null;
  /** The account that a platform key acts on; null for an account's own key. */
  readonly accountId: string | null;
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly maxRetries: number;
}

/** One request. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below /v1. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** Asks about no account in particular. */
  readonly ofNoAccount?: true;
}

/** Sends a call and returns the parsed answer. */
export type Send = <Answer>(call: Call, options: RequestOptions | undefined) => Promise<Answer>;

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 8_000;
/** A server that asks to wait longer than this gets its error passed on instead of a sleeping program. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/** Far beyond any page of a list; the largest answer of the API is a tenth of it. */
const MOST_ANSWER_BYTES = 32 * 1024 * 1024;

/** Builds the one function through which all requests go. */
export function createSend(settings: TransportSettings): Send {
  return async <Answer>(given: Call, options: RequestOptions = {}): Promise<Answer> => {
    const call =
      settings.accountId === null || given.ofNoAccount === true
        ? given
        : aboutAccount(given, settings.accountId);
    const headers: Record<string, string> = {
      accept: "application/json",
      ...(settings.apiKey !== null && { authorization: `Bearer ${settings.apiKey}` }),
      // What these types describe: a server that has gone further answers in this version or says that it cannot.
      "tenure-version": "1",
    };
    if (call.body !== undefined) headers["content-type"] = "application/json";
    // Made once: a retry is the same intention, so it carries the same key.
    if (call.method !== "GET") headers["idempotency-key"] = options.idempotencyKey ?? newKey();
    const init: RequestInit = {
      method: call.method,
      headers,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    };
    for (let attempt = 0; ; attempt += 1) {
      const { answer, error, retryAfterMs } = await attemptOnce<Answer>(settings, call, init, options);
      if (error === null) return answer;
      const pauseMs = retryAfterMs ?? jittered(attempt);
      if (attempt >= settings.maxRetries || !isWorthRetrying(error) || pauseMs > LONGEST_RETRY_AFTER_MS)
        throw error;
      await pause(pauseMs, options.signal);
    }
  };
}

/** The call with its account: in the body where there is one, else in the address. */
function aboutAccount(call: Call, accountId: string): Call {
  return call.method === "GET" || call.method === "DELETE"
    ? { ...call, query: { ...call.query, accountId } }
    : { ...call, body: { ...(call.body as object | undefined), accountId } };
}

type Attempted<Answer> =
  | { readonly answer: Answer; readonly error: null; readonly retryAfterMs: null }
  | { readonly answer: null; readonly error: TenureError; readonly retryAfterMs: number | null };

async function attemptOnce<Answer>(
  settings: TransportSettings,
  call: Call,
  init: RequestInit,
  options: RequestOptions,
): Promise<Attempted<Answer>> {
  const { signal } = options;
  signal?.throwIfAborted();
  const timeoutMs = options.timeoutMs ?? settings.timeoutMs;
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  try {
    const response = await settings.fetch(addressOf(settings.baseUrl, call), {
      ...init,
      // Followed, a POST would become a GET of another page, and its answer would pass for the one that was asked for.
      redirect: "manual",
      signal: controller.signal,
    });
    const text = await textWithin(response, MOST_ANSWER_BYTES);
    const body = text === null ? undefined : parsed(text);
    if (response.ok && body !== undefined) return { answer: body as Answer, error: null, retryAfterMs: null };
    const retryAfterMs = retryAfterOf(response.headers.get("retry-after"));
    const requestId = response.headers.get("x-request-id");
    const unreadable = whyUnreadable(response, text);
    const error =
      unreadable === null
        ? errorOf(response.status, body, requestId, retryAfterMs)
        : new TenureError({ ...unreadable, status: response.status, requestId });
    return { answer: null, error, retryAfterMs };
  } catch (cause) {
    if (signal?.aborted === true) throw signal.reason;
    const error = timedOut
      ? noAnswer("timeout", `No answer within ${timeoutMs} ms.`, cause)
      : noAnswer("connection_failed", "The server could not be reached.", cause);
    return { answer: null, error, retryAfterMs: null };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** What no Tenure would answer; null for an answer with a status of an error, whatever it says. */
function whyUnreadable(
  { status, type, ok }: Response,
  text: string | null,
): { readonly code: string; readonly message: string } | null {
  // A browser does not show the status of a redirect.
  if (type === "opaqueredirect" || (status >= 300 && status < 400))
    return { code: "redirected", message: "The server redirects; is baseUrl the address of Tenure?" };
  if (text === null) return { code: "answer_too_large", message: "The server's answer does not end." };
  if (!ok) return null;
  return {
    code: "unreadable_answer",
    message: "The server's answer is not JSON; is baseUrl the address of Tenure?",
  };
}

/** The text of an answer, or null once it is longer than that: whoever answers must not fill this program's memory. */
async function textWithin(response: Response, mostBytes: number): Promise<string | null> {
  const reader = response.body?.getReader();
  if (reader === undefined) return response.text();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > mostBytes) {
      // What it still sends goes nowhere; that it cannot be told to stop does not matter.
      reader.cancel().catch(() => {});
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

const noAnswer = (code: string, message: string, cause: unknown) =>
  new ConnectionError({ code, message, status: null, requestId: null }, { cause });

const isWorthRetrying = (error: TenureError): boolean =>
  error instanceof ConnectionError || error.status === 429 || (error.status ?? 0) >= 500;

function addressOf(baseUrl: string, { path, query = {} }: Call): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const tail = search.toString();
  return `${baseUrl}/v1${path}${tail === "" ? "" : `?${tail}`}`;
}

/** JSON, or undefined where the text is something else. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or an HTTP date, as milliseconds from now. */
function retryAfterOf(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

/** Doubling pauses, each cut at random: many clients that failed together do not come back together. */
export const jittered = (attempt: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt) * (0.5 + Math.random() / 2);

/** Waits; rejects with the reason of a signal that comes first. */
export const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted === true) stop();
    signal?.addEventListener("abort", stop, { once: true });
  });

/** Unique, not secret. Node 18 and pages without TLS lack `randomUUID`, so there is a way without it. */
export function newKey(): string {
  const crypto: Partial<Crypto> | undefined = globalThis.crypto;
  if (typeof crypto?.randomUUID === "function") return crypto.randomUUID();
  const part = () => Math.floor(Math.random() * 2 ** 48).toString(36);
  return `${Date.now().toString(36)}-${part()}-${part()}-${part()}`;
}
