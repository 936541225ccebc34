import type { Language } from "@tenure/core/money";
import type { AppError } from "../errors/app-error.ts";
import type { Caller } from "../identity/caller.ts";
import type { Services } from "../runtime/services.ts";

/** What every procedure receives. Made once per request, for tRPC and REST alike. */
export interface Context {
  readonly services: Services;
  readonly caller: Caller;
  readonly requestId: string;
  /** The Idempotency-Key header. REST requires it for every mutation. */
  readonly idempotencyKey: string | null;
  /** In which language problems are worded. */
  readonly language: Language;
  /** IANA zone of the account a procedure turned out to be about; instants inside refusals are shown in it. */
  readonly shown: { zone: string };
  /** What is wrong with the request's own headers, such as an unknown key; every procedure answers with it. */
  readonly failure: AppError | null;
  /** The request's own headers, for what better-auth reads from them. */
  readonly headers: Headers;
}
