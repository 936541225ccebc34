import type { FastifyInstance } from "fastify";
import type { AccessLog } from "../log/access-log.ts";
import type { Metrics } from "../metrics/metrics.ts";

/** The path without its query; the links of a password reset and of a gift carry their secret in it. */
const loggedPath = (url: string): string =>
  (url.split("?", 1)[0] ?? "").replace(
    /^(\/api\/auth\/reset-password\/|\/dashboard\/redeem\/).+/,
    "$1[redacted]",
  );

/** Routes that machines ask every few seconds: counted, not logged. */
const QUIET = new Set(["/health", "/ready", "/metrics"]);

/** A request that was answered. */
export interface Measured {
  readonly requestId: string;
  readonly method: string;
  /** As registered: ids in metrics would make endless series. */
  readonly route: string;
  readonly url: string;
  readonly status: number;
  readonly ms: number;
  readonly ip: string;
}

/** Counts, times and logs a request. */
export type Measure = (measured: Measured) => void;

/**
 * Counts, times and logs every request once, when it is answered. Metrics go by route, never by address. The log has the
 * path without its query, where links carry their secrets.
 */
export const createMeasure =
  ({ httpSeconds }: Pick<Metrics, "httpSeconds">, accessLog: Pick<AccessLog, "write">): Measure =>
  ({ requestId, method, route, url, status, ms, ip }) => {
    httpSeconds.observe({ method, route, status: String(status) }, ms / 1000);
    if (!QUIET.has(route))
      accessLog.write({ requestId, method, path: loggedPath(url), status, ms: Math.round(ms), ip });
  };

/** Measures every request that the framework answers. */
export function measureAnswers(app: FastifyInstance, measure: Measure): void {
  app.addHook("onResponse", async (request, reply) => {
    if (request.routeOptions.config.lasting === true && reply.statusCode === 200) return;
    measure({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? "none",
      url: request.url,
      status: reply.statusCode,
      ms: reply.elapsedTime,
      ip: request.ip,
    });
  });
}
