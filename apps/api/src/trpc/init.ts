import { initTRPC, type TRPC_ERROR_CODE_KEY } from "@trpc/server";
import { problemOf } from "../errors/problem.ts";
import type { Context } from "./context.ts";
import type { ProcedureMeta } from "./meta.ts";

/** tRPC's own word for a status; screens read `problem.code`, its client wants one of these. */
const TRPC_CODE_OF_STATUS: Readonly<Record<number, TRPC_ERROR_CODE_KEY>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_SUPPORTED",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  429: "TOO_MANY_REQUESTS",
  500: "INTERNAL_SERVER_ERROR",
  502: "BAD_GATEWAY",
  503: "SERVICE_UNAVAILABLE",
};

/**
 * tRPC of the product. Procedures are never built from here but from the factories of procedures.ts, which give each
 * its permission; only this folder imports this file.
 */
export const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    // Never a stack in an answer, wherever the process runs.
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      const problem = problemOf(error, {
        language: ctx?.language ?? "en",
        requestId: ctx?.requestId ?? "",
        ...(ctx === undefined ? {} : { zone: ctx.shown.zone }),
      });
      return {
        ...shape,
        // tRPC repeats the cause's message here; a problem never says more than its own words.
        message: problem.detail ?? problem.title,
        data: {
          code: TRPC_CODE_OF_STATUS[problem.status] ?? shape.data.code,
          httpStatus: problem.status,
          problem,
        },
      };
    },
  });

/** Composes procedures and routers: nouns outside, verbs inside. */
export const router = t.router;

/** One noun from several folders: those that write it and those that read it. */
export const mergeRouters = t.mergeRouters;
