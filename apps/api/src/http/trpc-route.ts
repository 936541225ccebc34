import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from "@trpc/server/adapters/fastify";
import type { FastifyInstance } from "fastify";
import { isFault, problemOf } from "../errors/problem.ts";
import { AppError } from "../errors/app-error.ts";
import type { Services } from "../runtime/services.ts";
import { type AppRouter, appRouter } from "../trpc/router.ts";
import { contextOf } from "./request-context.ts";

/** Calls one HTTP request may carry (threat 29). */
const MAX_BATCH_SIZE = 10;

/** The door of our own screens: tRPC under /api/trpc. JSON only; forms of other sites find nothing here (threat 28). */
export async function trpcRoute(app: FastifyInstance, services: Services): Promise<void> {
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
        return only === undefined || errors.length > 1 ? {} : { status: problemOf(only, WORDLESS).status };
      },
      onError({ error, path, req }) {
        if (isFault(error)) req.log.error({ err: error.cause ?? error, procedure: path }, "procedure failed");
      },
    },
  };
  await app.register(fastifyTRPCPlugin, options);
}

const WORDLESS = { language: "en", requestId: "" } as const;
