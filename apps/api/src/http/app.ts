import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import { isFault, problemOf } from "../errors/problem.ts";
import type { Services } from "../runtime/services.ts";
import { authRoute } from "./auth-route.ts";
import { languageOf } from "./language.ts";
import { trpcRoute } from "./trpc-route.ts";

/** Largest body of any request, bytes. */
const BODY_LIMIT = 1024 * 1024;
/** What a request id may look like when the caller brings one. */
const REQUEST_ID = /^[\w.-]{8,100}$/;

/** The HTTP server with every route, not listening yet. */
export async function createApp(services: Services): Promise<FastifyInstance> {
  const { env, log } = services;
  const app = Fastify({
    loggerInstance: log,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    handlerTimeout: 30_000,
    keepAliveTimeout: 10_000,
    routerOptions: { maxParamLength: 2_000 },
    trustProxy: env.trustedProxies.length === 0 ? false : [...env.trustedProxies],
    genReqId: (request) => {
      const brought = request.headers["x-request-id"];
      return typeof brought === "string" && REQUEST_ID.test(brought) ? brought : randomUUID();
    },
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.setErrorHandler((error, request, reply) => {
    if (isFault(error)) request.log.error({ err: error }, "request failed");
    const problem = problemOf(error, {
      language: languageOf(request.headers["accept-language"]),
      requestId: request.id,
    });
    return reply.code(problem.status).type("application/problem+json").send(JSON.stringify(problem));
  });
  await app.register((scope) => authRoute(scope, services));
  await app.register((scope) => trpcRoute(scope, services));
  return app;
}
