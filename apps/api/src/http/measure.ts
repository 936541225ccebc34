import type { FastifyInstance } from "fastify";
import type { AccessLog } from "../log/log.ts";
import type { Metrics } from "../metrics/metrics.ts";

/** The path without its query; the links of a password reset and of a gift carry their secret in it. */
const loggedPath = (url: string): string =>
  (url.split("?", 1)[0] ?? "").replace(
    /^(\/api\/auth\/reset-password\/|\/dashboard\/redeem\/).+/,
    "$1[redacted]",
  );

/** Routes that machines ask every few seconds: counted, not logged. */
const QUIET = new Set(["/health", "/ready", "/metrics"]);

/**
 * Counts, times and logs every request once, when it is answered. Metrics go by route, never by address: ids would
 * make endless series. The log has the path without its query, where links carry their secrets.
 */
export function measure(
  app: FastifyInstance,
  { httpSeconds }: Pick<Metrics, "httpSeconds">,
  accessLog: Pick<AccessLog, "info">,
): void {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    httpSeconds.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    if (QUIET.has(route)) return;
    accessLog.info(
      {
        requestId: request.id,
        method: request.method,
        path: loggedPath(request.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ip: request.ip,
      },
      "request",
    );
  });
}
