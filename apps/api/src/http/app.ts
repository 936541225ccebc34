import { createServer } from "node:http";
import Fastify, { type FastifyInstance, LogController } from "fastify";
import { AppError } from "../errors/app-error.ts";
import { KnownCallers } from "../usage/fast-door.ts";
import { liveRoute } from "../live-updates/route.ts";
import { RequestLog } from "../log/request-log.ts";
import { nameDevices } from "../referrals/visit.ts";
import type { Services } from "../runtime/services.ts";
import { payRoute } from "../renewals/pay-route.ts";
import { formerLiabilityRoute } from "../subject-changes/liability-routes.ts";
import { restDoor } from "../trpc/rest-door.ts";
import { authRoute } from "./auth-route.ts";
import { answerProblem } from "./answer-problem.ts";
import { frontEnds } from "./front-ends.ts";
import { referencePage } from "./reference-page.ts";
import { hotDoor } from "./hot-door.ts";
import { createMeasure, measureAnswers } from "./measure.ts";
import { operationsRoutes } from "./operations-routes.ts";
import { CallerCounts } from "./rate-limits.ts";
import { requestIdOf } from "./request-id.ts";
import { checkOrigin, securityHeaders } from "./security.ts";
import { trpcRoute } from "./trpc-route.ts";
import { webhookRoutes } from "./webhook-routes.ts";
import { publishedKeys } from "./published-keys.ts";

/** Largest body of any request, bytes. */
const BODY_LIMIT = 1024 * 1024;
/** No request takes longer, to arrive or to be answered. */
const REQUEST_TIMEOUT_MS = 30_000;
/**
 * Longer than the minute for which proxies and agents keep a connection: whoever closes first must not be us, or a request
 * that was just sent on it is reset.
 */
const KEEP_ALIVE_MS = 75_000;

declare module "fastify" {
  interface FastifyContextConfig {
    /** A route that gateways call on every model request: without what only browsers need. */
    hot?: boolean;
    /** An answer that goes on until its reader leaves: no time-out, and no part in how long answers take. */
    lasting?: boolean;
  }
}

/** Which routes a process serves: a worker only answers its operator. */
export type Doors = "all" | "operations";

/** The HTTP server with every route, not listening yet. */
export async function createApp(services: Services, doors: Doors = "all"): Promise<FastifyInstance> {
  const { env, log } = services;
  const measure = createMeasure(services.metrics, services.accessLog);
  const shared = { counts: new CallerCounts(), callers: new KnownCallers() };
  let stopping = false;
  const app = Fastify({
    serverFactory: (general) =>
      createServer(
        { requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS },
        doors === "operations"
          ? general
          : hotDoor(general, { services, measure, isStopping: () => stopping, ...shared }),
      ),
    loggerInstance: log,
    // One line per request, written by measure().
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    childLoggerFactory: (parent, bindings, options) => new RequestLog(parent, bindings, options),
    bodyLimit: BODY_LIMIT,
    // tRPC names a whole batch in one path segment.
    routerOptions: { maxParamLength: 2_000 },
    trustProxy: env.trustedProxies.length === 0 ? false : [...env.trustedProxies],
    // Stopping waits for requests under way, never for idle connections.
    forceCloseConnections: "idle",
    genReqId: requestIdOf,
  });
  // Only JSON is understood; routes that need more say so themselves.
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onRoute", (route) => {
    // The timer and its abort signal cost as much as the rest of a short request; the hot path's time is PostgreSQL's.
    if (route.config?.hot !== true && route.config?.lasting !== true)
      route.handlerTimeout ??= REQUEST_TIMEOUT_MS;
  });
  app.addHook("preClose", async () => {
    stopping = true;
  });
  // Once the server stops, each answer ends its connection too: one kept alive would hold the stop for its time-out.
  app.addHook("onSend", async (_request, reply) => {
    if (stopping) reply.header("connection", "close");
  });
  measureAnswers(app, measure);
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));
  app.setNotFoundHandler(() => {
    throw new AppError("not_found");
  });
  await securityHeaders(app, env);
  await app.register((scope) => operationsRoutes(scope, services));
  if (doors === "operations") return app;
  await app.register((scope) => webhookRoutes(scope, services));
  await app.register((scope) => payRoute(scope, services));
  await app.register((scope) => formerLiabilityRoute(scope, services));
  await app.register((scope) => publishedKeys(scope, services));
  await app.register(async (scope) => {
    checkOrigin(scope, env);
    nameDevices(scope, env);
    scope.addHook("onSend", async (_request, reply) => {
      // Answers about people and money are nobody's to keep.
      if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
    });
    await scope.register((inner) => authRoute(inner, services));
    await scope.register((inner) => trpcRoute(inner, services));
    await scope.register((inner) => liveRoute(inner, services));
    await scope.register((inner) => restDoor(inner, services, shared));
  });
  await app.register((scope) => referencePage(scope, services.env));
  await app.register((scope) => frontEnds(scope));
  return app;
}
