import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import proxyAddr from "@fastify/proxy-addr";
import { API_VERSION, VERSION_HEADER } from "@tenure/core/contract";
import { isFault, problemOf, retryHeaders } from "../errors/problem.ts";
import { bearerOf, hashKey } from "../partners/read-key.ts";
import type { Services } from "../runtime/services.ts";
import type { UsageCaller } from "../usage/engine/types.ts";
import type { KnownCallers } from "../usage/fast-door.ts";
import { type HotRequest, hotRequests } from "../usage/hot-requests.ts";
import { languageOf } from "./language.ts";
import type { Measure } from "./measure.ts";
import { type CallerCounts, PER_KEY_AND_MINUTE } from "./rate-limits.ts";
import { IDEMPOTENCY_KEY } from "./request-context.ts";
import { requestIdOf } from "./request-id.ts";
import { PROGRAM_HEADERS } from "./security.ts";

/** What the hot door shares with the general one. */
export interface HotDoorParts {
  readonly services: Pick<Services, "env" | "log" | "usage">;
  readonly callers: KnownCallers;
  readonly counts: CallerCounts;
  readonly measure: Measure;
  readonly isStopping: () => boolean;
}

/** Larger bodies are none of these requests'. */
const MAX_BODY_BYTES = 16_384;
const JSON_TYPE = /^application\/json(; ?charset=utf-8)?$/i;
const LENGTH = /^\d{1,5}$/;
const ALLOWANCE = String(PER_KEY_AND_MINUTE);

/** What the head of a hot request says. */
interface Head {
  readonly hot: HotRequest;
  readonly caller: UsageCaller;
  /** By which requests are counted. */
  readonly keyHash: string;
  readonly idempotencyKey: string;
  readonly bytes: number;
  readonly began: number;
}

/**
 * The short way of the two requests that a gateway makes for every model request, past the web framework
 * (docs/decisions/0021): the same answers, headers, limits, log lines and metrics. It answers what is usual in every way:
 * a known key, a plain body, an allowance that is not used up. Everything else is handed to the general door as it came,
 * body included, so that there is one place for what is unusual.
 * @param general the framework's own listener
 */
export function hotDoor(general: RequestListener, parts: HotDoorParts): RequestListener {
  const { services, callers, counts, measure, isStopping } = parts;
  const hotRequestAt = hotRequests(services.usage);
  const { trustedProxies } = services.env;
  const trusts = trustedProxies.length === 0 ? null : proxyAddr.compile([...trustedProxies]);
  const addressOf = (request: IncomingMessage): string =>
    (trusts === null ? request.socket.remoteAddress : proxyAddr(request, trusts)) ?? "";

  function headOf(request: IncomingMessage): Head | null {
    const hot = request.method === "POST" ? hotRequestAt(request.url ?? "") : null;
    if (hot === null || isStopping()) return null;
    const { headers } = request;
    const version = headers[VERSION_HEADER];
    if (version !== undefined && version !== API_VERSION) return null;
    const idempotencyKey = headers["idempotency-key"];
    const length = headers["content-length"] ?? "";
    if (typeof idempotencyKey !== "string" || !IDEMPOTENCY_KEY.test(idempotencyKey)) return null;
    if (!JSON_TYPE.test(headers["content-type"] ?? "") || !LENGTH.test(length)) return null;
    const bytes = Number(length);
    const bearer = bearerOf(headers.authorization ?? "");
    if (bytes === 0 || bytes > MAX_BODY_BYTES || bearer === null) return null;
    const keyHash = hashKey(bearer);
    const caller = callers.get(keyHash);
    return caller === undefined
      ? null
      : { hot, caller, keyHash, idempotencyKey, bytes, began: performance.now() };
  }

  /** Whether it is answered here. */
  function serve(head: Head, body: Buffer, request: IncomingMessage, response: ServerResponse): boolean {
    const now = Date.now();
    if (counts.isFull(head.keyHash, PER_KEY_AND_MINUTE, now)) return false;
    const asked = head.hot.ask(head.caller, jsonOf(body), head.idempotencyKey);
    if (asked === null) return false;
    const { current, ttl } = counts.count(head.keyHash, now);
    const requestId = requestIdOf(request);
    const answer = (
      status: number,
      type: string,
      text: string,
      more: Readonly<Record<string, string>> = {},
    ): void => {
      // Whoever asked has gone.
      if (response.destroyed) return;
      const headers = [
        "x-request-id",
        requestId,
        VERSION_HEADER,
        API_VERSION,
        "x-content-type-options",
        PROGRAM_HEADERS["x-content-type-options"],
        "content-security-policy",
        PROGRAM_HEADERS["content-security-policy"],
        "cross-origin-resource-policy",
        PROGRAM_HEADERS["cross-origin-resource-policy"],
        "cache-control",
        "no-store",
        "ratelimit-limit",
        ALLOWANCE,
        "ratelimit-remaining",
        String(PER_KEY_AND_MINUTE - current),
        "ratelimit-reset",
        String(Math.ceil(ttl / 1000)),
        "content-type",
        type,
        "content-length",
        String(Buffer.byteLength(text)),
      ];
      headers.push(...Object.entries(more).flat());
      if (isStopping()) headers.push("connection", "close");
      response.writeHead(status, headers);
      response.end(text);
      measure({
        requestId,
        method: "POST",
        route: head.hot.route,
        url: request.url ?? "",
        status,
        ms: performance.now() - head.began,
        ip: addressOf(request),
      });
    };
    asked.then(
      (answered) => answer(head.hot.status, "application/json; charset=utf-8", JSON.stringify(answered)),
      (error: unknown) => {
        if (isFault(error)) services.log.error({ requestId, err: error }, "request failed");
        const language = languageOf(request.headers["accept-language"]);
        const problem = problemOf(error, { language, requestId, zone: "UTC" });
        answer(
          problem.status,
          "application/problem+json; charset=utf-8",
          JSON.stringify(problem),
          retryHeaders(problem),
        );
      },
    );
    return true;
  }

  return (request, response) => {
    const head = headOf(request);
    if (head === null) return general(request, response);
    let body: Buffer | null = null;
    const take = (): void => {
      for (;;) {
        const chunk = request.read() as Buffer | null;
        if (chunk === null) break;
        body = body === null ? chunk : Buffer.concat([body, chunk]);
      }
      if (body === null || body.length < head.bytes) return;
      request.off("readable", take);
      if (serve(head, body, request, response)) return;
      // Nobody reads it twice: the general door finds it where it was.
      request.unshift(body);
      general(request, response);
    };
    request.on("readable", take);
  };
}

/** The value of a JSON text; what is none reads as null, which no hot request is. */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
