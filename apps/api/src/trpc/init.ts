import { initTRPC } from "@trpc/server";
import { problemOf } from "../errors/problem.ts";
import type { Context } from "./context.ts";
import type { ProcedureMeta } from "./meta.ts";

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
      const problem = problemOf(error, { language: ctx?.language ?? "en", requestId: ctx?.requestId ?? "" });
      return {
        ...shape,
        // tRPC repeats the cause's message here; a problem never says more than its own words.
        message: problem.detail ?? problem.title,
        data: { code: shape.data.code, httpStatus: problem.status, problem },
      };
    },
  });

/** Composes procedures and routers: nouns outside, verbs inside. */
export const router = t.router;
