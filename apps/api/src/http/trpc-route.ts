import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import type { FastifyInstance } from "fastify";
import { AppError } from "../errors/app-error.ts";
import { isFault, problemOf, retryHeaders } from "../errors/problem.ts";
import type { Services } from "../runtime/services.ts";
import { type AppRouter, appRouter } from "../trpc/router.ts";
import { languageOf } from "./language.ts";
import { limitRate } from "./rate-limits.ts";
import { contextOf } from "./request-context.ts";

/** Calls one HTTP request may carry (threat 29). */
const MAX_BATCH_SIZE = 10;
/** JSON-RPC's code for "the request is not valid", which tRPC's client expects on what it did not parse itself. */
const INVALID_REQUEST = -32_600;

/** The door of our own screens: tRPC under /api/trpc. JSON only; forms of other sites find nothing here (threat 28). */
export async function trpcRoute(app: FastifyInstance, services: Services): Promise<void> {
  await limitRate(app, "screens");
  // What fails before tRPC sees it still answers in tRPC's form, so that its client shows the problem.
  app.setErrorHandler((error, request, reply) => {
    if (isFault(error)) request.log.error({ err: error }, "request failed");
    const problem = problemOf(error, {
      language: languageOf(request.headers["accept-language"]),
      requestId: request.id,
    });
    const data = { code: "BAD_REQUEST", httpStatus: problem.status, problem };
    const message = problem.detail ?? problem.title;
    return reply
      .code(problem.status)
      .headers(retryHeaders(problem))
      .send(JSON.stringify({ error: { message, code: INVALID_REQUEST, data } }));
  });
  app.addHook("preParsing", async (request, _reply, payload) => {
    const type = request.headers["content-type"];
    if (request.method !== "GET" && !/^application\/json\s*(;|$)/i.test(type ?? ""))
      throw new AppError("unsupported_media_type");
    return payload;
  });
  const options: FastifyTRPCPluginOptions<AppRouter> = {
    prefix: "/api/trpc",
    trpcOptions: {
      router: appRouter,
      maxBatchSize: MAX_BATCH_SIZE,
      createContext: ({ req }) => contextOf(services, req),
      responseMeta({ errors }) {
        // One call answers with its problem's status; a batch with 207, as tRPC decides.
        const [only] = errors;
        if (only === undefined || errors.length > 1) return {};
        const problem = problemOf(only, WORDLESS);
        return { status: problem.status, headers: new Headers(retryHeaders(problem)) };
      },
      onError({ error, path, req }) {
        if (isFault(error)) req.log.error({ err: error.cause ?? error, procedure: path }, "procedure failed");
      },
    },
  };
  await app.register(fastifyTRPCPlugin, options);
}

const WORDLESS = { language: "en", requestId: "" } as const;
