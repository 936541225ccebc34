import { hash } from "node:crypto";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { bearerOf, hashKey } from "../partners/read-key.ts";
import { isPlatformKey } from "../platform-keys/read.ts";

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

/** A platform key is a whole gateway: it asks for every account. */
const PER_PLATFORM_KEY_AND_MINUTE = 600_000;

/** A family of routes with one limit. */
export type RouteFamily = keyof typeof PER_MINUTE;

/** Requests of nobody in particular, per minute and address, where the family's own limit is per key. */
const ANONYMOUS_PER_MINUTE = 600;

const WINDOW_MS = 60_000;
/** Callers remembered at most; whoever was not heard for longest is forgotten first. */
const MAX_CALLERS = 5_000;

/** Where a caller stands. */
export interface CallerCount {
  readonly current: number;
  /** Until it is counted anew, milliseconds. */
  readonly ttl: number;
}

/** Requests of each caller within a minute from its first. */
export class CallerCounts {
  readonly #callers = new Map<string, { current: number; readonly since: number }>();

  /** Whether one more would be one too many. */
  isFull(caller: string, max: number, now: number): boolean {
    const known = this.#callers.get(caller);
    return known !== undefined && now < known.since + WINDOW_MS && known.current >= max;
  }

  /** Counts one more. */
  count(caller: string, now: number): CallerCount {
    const known = this.#callers.get(caller);
    const running = known !== undefined && now < known.since + WINDOW_MS ? known : { current: 0, since: now };
    running.current += 1;
    this.#callers.delete(caller);
    const [longestSilent] = this.#callers.size >= MAX_CALLERS ? this.#callers.keys() : [];
    if (longestSilent !== undefined) this.#callers.delete(longestSilent);
    this.#callers.set(caller, running);
    return { current: running.current, ttl: running.since + WINDOW_MS - now };
  }
}

/**
 * Limits the routes registered in this scope from here on, and says in headers how much is left.
 * @param counts where they are counted; given where something else counts there too
 */
export async function limitRate(
  app: FastifyInstance,
  family: RouteFamily,
  counts: CallerCounts = new CallerCounts(),
): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    timeWindow: WINDOW_MS,
    max: (request) => (family === "rest" ? restLimitOf(request.headers.authorization) : PER_MINUTE[family]),
    // Only partners are counted by their key: elsewhere any made-up header would be a fresh allowance.
    keyGenerator: (request) => (family === "rest" ? callerOf(request) : request.ip),
    enableDraftSpec: true,
    store: class {
      incr(caller: string, done: (error: Error | null, result?: { current: number; ttl: number }) => void) {
        done(null, counts.count(caller, Date.now()));
      }

      child() {
        return this;
      }
    },
  });
}

function restLimitOf(authorization: string | undefined): number {
  if (authorization === undefined) return ANONYMOUS_PER_MINUTE;
  return isPlatformKey(bearerOf(authorization) ?? "") ? PER_PLATFORM_KEY_AND_MINUTE : PER_MINUTE.rest;
}

/** Requests per minute of a partner's key. */
export const PER_KEY_AND_MINUTE = PER_MINUTE.rest;

/** The key where one is given, hashed so that memory holds no secret; else the address. */
function callerOf({ headers: { authorization }, ip }: FastifyRequest): string {
  if (authorization === undefined) return ip;
  const key = bearerOf(authorization);
  return key === null ? hash("sha256", authorization, "base64url") : hashKey(key);
}
