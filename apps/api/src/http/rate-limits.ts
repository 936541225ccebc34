import { hash } from "node:crypto";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";

/**
 * Requests per minute and caller, by family of routes. Counted in each process: N processes let N times as much
 * through, which is what a limit against floods needs. What guards secrets (passwords, codes) is counted in the
 * database instead (src/identity).
 */
const PER_MINUTE = {
  /** Sign-in and sessions, per address. */
  auth: 300,
  /** Our own screens, per address. */
  screens: 1_200,
  /** Partners' programs, per key: a gateway reports each model request. */
  rest: 60_000,
  /** Payment providers' notifications, per address. */
  webhooks: 6_000,
  /** Files of the front ends, per address. */
  files: 6_000,
} as const;

/** A family of routes with one limit. */
export type RouteFamily = keyof typeof PER_MINUTE;

/** Requests of nobody in particular, per minute and address, where the family's own limit is per key. */
const ANONYMOUS_PER_MINUTE = 600;

/** Limits the routes registered in this scope from here on, and says in headers how much is left. */
export async function limitRate(app: FastifyInstance, family: RouteFamily): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    timeWindow: "1 minute",
    max: (request) =>
      family === "rest" && request.headers.authorization === undefined
        ? ANONYMOUS_PER_MINUTE
        : PER_MINUTE[family],
    // Only partners are counted by their key: elsewhere any made-up header would be a fresh allowance.
    keyGenerator: (request) => `${family}:${family === "rest" ? callerKey(request) : request.ip}`,
    enableDraftSpec: true,
  });
}

/** The key where one is given, hashed so that memory holds no secret; else the address. */
function callerKey(request: FastifyRequest): string {
  const { authorization } = request.headers;
  return authorization === undefined ? request.ip : hash("sha256", authorization, "base64url");
}
