import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import type { Env } from "../env.ts";
import { AppError } from "../errors/app-error.ts";

/** A year, as the preload list asks. */
const HSTS_SECONDS = 31_536_000;

/** Headers of every answer: a strict content policy, no framing, no sniffing; HTTPS for good where money is real. */
export async function securityHeaders(app: FastifyInstance, env: Env): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Radix locks scrolling behind a dialog with a style element of its own; scripts stay strict.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: env.livemode
      ? { maxAge: HSTS_SECONDS, includeSubDomains: true, preload: true }
      : false,
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
  });
}

/** What an answer that no browser shows needs: it is data, it stays what it says, nobody frames it. */
export const PROGRAM_HEADERS = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
};

const READING = new Set(["GET", "HEAD", "OPTIONS"]);
const LOOPBACK_ORIGIN = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/;

/** Whether a page of this origin may send what changes something. The sandbox also serves development servers. */
export const isOwnOrigin = (env: Pick<Env, "publicUrl" | "sandbox">, origin: string | undefined): boolean =>
  origin === env.publicUrl || (env.sandbox && origin !== undefined && LOOPBACK_ORIGIN.test(origin));

/**
 * Refuses what another site's page sends with the visitor's cookies (threat 28). Browsers name the origin of every
 * such request; one without is no browser of ours and has no business with cookies.
 */
export function checkOrigin(app: FastifyInstance, env: Env): void {
  app.addHook("onRequest", async (request) => {
    if (READING.has(request.method) || request.headers.cookie === undefined) return;
    if (request.headers.authorization !== undefined) return;
    if (!isOwnOrigin(env, request.headers.origin)) throw new AppError("origin_refused");
  });
}
