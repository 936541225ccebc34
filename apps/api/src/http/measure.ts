import type { FastifyInstance } from "fastify";
import type { Metrics } from "../metrics/metrics.ts";

/** Counts and times every request by its route, never by its address: ids would make endless series. */
export function measure(app: FastifyInstance, { httpSeconds }: Pick<Metrics, "httpSeconds">): void {
  app.addHook("onResponse", async (request, reply) => {
    httpSeconds.observe(
      { method: request.method, route: request.routeOptions.url ?? "none", status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });
}
