import { lookup } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { addressProblem, canonicalAddress, urlProblem } from "@tenure/core/webhooks";

/** From the first look at the name to the last byte of the answer. Milliseconds. */
export const SEND_TIMEOUT_MS = 15_000;
/** Bytes of an answer that are read at most; what it says further is nobody's to read. */
const MAX_RESPONSE_BYTES = 16 * 1024;
/** Characters of an answer that are kept. */
const EXCERPT_LENGTH = 1000;

/** Addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** What came of a request. Accepted is a status from 200 to 299, and nothing else. */
export interface SendOutcome {
  readonly accepted: boolean;
  /** Null where no answer came. */
  readonly status: number | null;
  /** Why it does not count, in one word and what follows; null where it was accepted. */
  readonly problem: string | null;
  readonly response: string;
  readonly retryAfter: string | null;
  readonly durationMs: number;
}

/** A request to an endpoint. */
export interface WebhookRequest {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sandbox: plain http, and addresses of the own machine and network. */
  readonly allowLocal: boolean;
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
}

const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/** What ends an attempt before an answer, named. */
class SendError extends Error {
  override readonly name = "SendError";
}

/**
 * Sends one delivery. The name is resolved once; if any of its addresses is not of the public internet nothing is sent,
 * and the connection goes to an address that was looked at, so that a name which says something else a moment later
 * (rebinding) changes nothing. Redirects are answers that do not count. Never throws.
 */
export async function sendWebhook(given: WebhookRequest): Promise<SendOutcome> {
  const begunAt = performance.now();
  const stop = AbortSignal.timeout(given.timeoutMs ?? SEND_TIMEOUT_MS);
  const durationMs = () => Math.round(performance.now() - begunAt);
  try {
    const url = URL.canParse(given.url) ? new URL(given.url) : null;
    const problem = urlProblem(url, given.allowLocal);
    if (url === null || problem !== null) throw new SendError(problem ?? "url_malformed");
    const address = await before(stop, addressOf(url.hostname, given));
    const { status, response, retryAfter } = await exchange(url, address, given, stop);
    const accepted = status >= 200 && status < 300;
    return {
      accepted,
      status,
      problem: accepted ? null : status >= 300 && status < 400 ? "redirected" : "not_accepted",
      response,
      retryAfter,
      durationMs: durationMs(),
    };
  } catch (error) {
    return {
      accepted: false,
      status: null,
      problem: stop.aborted ? "timed_out" : nameOf(error),
      response: "",
      retryAfter: null,
      durationMs: durationMs(),
    };
  }
}

/** Our own words, or the system's code such as ECONNREFUSED; never a message, which may quote what was sent. */
function nameOf(error: unknown): string {
  if (error instanceof SendError) return error.message;
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return typeof code === "string" ? code : "no_answer";
}

/** A promise that does not outlast the signal. */
const before = <T>(stop: AbortSignal, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    stop.addEventListener("abort", () => reject(new SendError("timed_out")), { once: true });
    work.then(resolve, reject);
  });

async function addressOf(
  hostname: string,
  { allowLocal, resolve = resolveBySystem }: WebhookRequest,
): Promise<string> {
  const literal = canonicalAddress(hostname);
  const addresses = literal === null ? await resolve(hostname) : [literal];
  const [first] = addresses;
  if (first === undefined) throw new SendError("name_without_address");
  if (!allowLocal && addresses.some((each) => addressProblem(each) !== null))
    throw new SendError("address_not_public");
  return first;
}

interface Answer {
  readonly status: number;
  readonly response: string;
  readonly retryAfter: string | null;
}

const exchange = (
  url: URL,
  address: string,
  { body, headers }: WebhookRequest,
  stop: AbortSignal,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const secure = url.protocol === "https:";
    const named = canonicalAddress(url.hostname) === null;
    const request = (secure ? requestHttps : requestHttp)({
      // An address is connected to as it is: nothing resolves it again. The name is for the certificate and the Host header.
      host: address,
      ...(secure && named ? { servername: url.hostname } : {}),
      port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: "POST",
      agent: false,
      signal: stop,
      maxHeaderSize: 8 * 1024,
      headers: {
        ...headers,
        host: url.host,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "user-agent": "Tenure-Webhooks/1",
        connection: "close",
      },
    });
    request.on("error", reject);
    request.on("response", (answer) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      const finish = () => {
        // Whatever it says beyond is not waited for.
        request.destroy();
        resolve({
          status: answer.statusCode ?? 0,
          response: excerptOf(Buffer.concat(pieces)),
          retryAfter: answer.headers["retry-after"] ?? null,
        });
      };
      answer.on("data", (piece: Buffer) => {
        pieces.push(piece.subarray(0, MAX_RESPONSE_BYTES - bytes));
        bytes += piece.length;
        if (bytes >= MAX_RESPONSE_BYTES) finish();
      });
      answer.on("end", finish);
      answer.on("error", reject);
    });
    request.end(body);
  });

/** The beginning of an answer as text that a database and a screen can hold. */
const excerptOf = (bytes: Buffer): string =>
  [...bytes.toString("utf8").replaceAll(/\p{Cc}|\p{Cs}/gu, " ")].slice(0, EXCERPT_LENGTH).join("").trim();
