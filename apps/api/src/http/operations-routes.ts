import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "../errors/app-error.ts";
import { schemaState } from "../runtime/schema-state.ts";
import type { Services } from "../runtime/services.ts";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** What the operator's machinery asks: is it alive, may it get traffic, what does it count. */
export async function operationsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { db, env, metrics } = services;
  let migrated = false;

  app.get("/health", async () => ({ status: "ok" }));

  app.get("/ready", async (request) => {
    try {
      await db.prisma.$queryRaw`SELECT 1`;
      // Migrations are never taken back: once complete, complete.
      if (!migrated) migrated = (await schemaState(env.databaseOwnerUrl)).pending.length === 0;
    } catch (error) {
      request.log.warn({ err: error }, "not ready: the database does not answer");
      throw new AppError("unavailable", "The database does not answer.");
    }
    if (!migrated) throw new AppError("unavailable", "The database is not migrated yet.");
    return { status: "ready" };
  });

  app.get("/metrics", async (request, reply) => {
    if (!mayReadMetrics(request, env.metricsToken)) throw new AppError("not_found");
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

/** With a token set: whoever has it. Without: this machine only, and nothing that came through a proxy. */
function mayReadMetrics(request: FastifyRequest, token: string | null): boolean {
  if (token === null) return LOOPBACK.has(request.ip) && request.headers["x-forwarded-for"] === undefined;
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
