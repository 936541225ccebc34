import type { FastifyRequest } from "fastify";
import { AppError } from "../errors/app-error.ts";
import { readCaller } from "../identity/read-caller.ts";
import type { Services } from "../runtime/services.ts";
import type { Context } from "../trpc/context.ts";
import { headersOf } from "./headers-of.ts";
import { languageOf } from "./language.ts";

/** Printable ASCII, as long as a UUID with a prefix of the caller's may be. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * What a procedure gets to know of a request.
 * @throws AppError key_invalid, or validation_failed on a malformed idempotency key
 */
export async function contextOf(services: Services, request: FastifyRequest): Promise<Context> {
  const headers = headersOf(request);
  const idempotencyKey = headers.get("idempotency-key");
  if (idempotencyKey !== null && !IDEMPOTENCY_KEY.test(idempotencyKey))
    throw new AppError(
      "validation_failed",
      "The Idempotency-Key header has 1 to 255 visible ASCII characters.",
    );
  const caller = await readCaller(services.auth, services.db, headers);
  return {
    services,
    caller,
    headers,
    idempotencyKey,
    requestId: request.id,
    language: problemLanguage(request, caller.kind === "login" ? caller.language : null),
  };
}

/** The language of problems: what the request asks for, else what the login chose. */
const problemLanguage = (request: FastifyRequest, chosen: Context["language"] | null) =>
  request.headers["accept-language"] === undefined
    ? (chosen ?? "en")
    : languageOf(request.headers["accept-language"]);
