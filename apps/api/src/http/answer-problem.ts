import type { FastifyReply, FastifyRequest } from "fastify";
import { isFault, problemOf, retryHeaders } from "../errors/problem.ts";
import type { Context } from "../trpc/context.ts";
import { languageOf } from "./language.ts";

/**
 * Answers any error with problem details; a fault of ours is logged with its stack, which nobody else sees. The
 * context, where one was made, knows the language and zone to word it in.
 */
export function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  context?: Pick<Context, "language" | "shown">,
): FastifyReply {
  if (isFault(error)) request.log.error({ err: error }, "request failed");
  const problem = problemOf(error, {
    language: context?.language ?? languageOf(request.headers["accept-language"]),
    requestId: request.id,
    ...(context === undefined ? {} : { zone: context.shown.zone }),
  });
  return reply
    .code(problem.status)
    .headers(retryHeaders(problem))
    .type("application/problem+json")
    .send(JSON.stringify(problem));
}
