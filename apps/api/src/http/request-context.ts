import type { FastifyRequest } from "fastify";
import { AppError } from "../errors/app-error.ts";
import { ANONYMOUS, type Caller } from "../identity/caller.ts";
import { readCaller } from "../identity/read-caller.ts";
import type { Services } from "../runtime/services.ts";
import type { Context } from "../trpc/context.ts";
import { headersOf } from "./headers-of.ts";
import { languageOf } from "./language.ts";

/** Printable ASCII, as long as a UUID with a prefix of the caller's may be. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** What a procedure gets to know of a request. What is wrong with the headers becomes its `failure`. */
export async function contextOf(services: Services, request: FastifyRequest): Promise<Context> {
  const headers = headersOf(request);
  const idempotencyKey = headers.get("idempotency-key");
  let caller: Caller = ANONYMOUS;
  let failure: AppError | null = null;
  try {
    caller = await readCaller(services.auth, services.db, headers);
    if (idempotencyKey !== null && !IDEMPOTENCY_KEY.test(idempotencyKey))
      throw new AppError(
        "validation_failed",
        "The Idempotency-Key header has 1 to 255 visible ASCII characters.",
      );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    failure = error;
  }
  return {
    services,
    caller,
    failure,
    headers,
    idempotencyKey,
    requestId: request.id,
    language: problemLanguage(request, caller.kind === "login" ? caller.language : null),
    shown: { zone: "UTC" },
  };
}

/** The language of problems: what the request asks for, else what the login chose. */
const problemLanguage = (request: FastifyRequest, chosen: Context["language"] | null) =>
  request.headers["accept-language"] === undefined
    ? (chosen ?? "en")
    : languageOf(request.headers["accept-language"]);
