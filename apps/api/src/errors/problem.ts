import { type FieldError, PROBLEMS, type Problem, type ProblemCode } from "@tenure/core/contract";
import { isCurrency, type Language } from "@tenure/core/money";
import { fill, REFUSAL_TEXTS } from "@tenure/core/text";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { ZodError } from "zod";
import { AppError, RefusedError } from "./app-error.ts";
import { databaseProblemCode } from "./database-error.ts";

/** Where a code of a problem or a refusal is explained (src/http/problems-page.ts). */
const documentationOf = (code: string): string => `/docs/problems#${code}`;

/** How a problem is worded. */
export interface Wording {
  readonly language: Language;
  readonly requestId: string;
  /** IANA zone in which instants inside refusals are shown; UTC where no account is known. */
  readonly zone?: string;
}

/** Code of a problem that is known only by its HTTP status. Total over every status the product answers. */
const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: "malformed_request",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  409: "conflict",
  413: "too_large",
  415: "unsupported_media_type",
  429: "too_many_requests",
  502: "provider_unavailable",
  503: "unavailable",
  504: "unavailable",
};

/**
 * The problem details of any error whatever (RFC 9457): every door answers with this. What is not expected becomes
 * `internal` and says nothing of its cause; the log has it, under the request id.
 */
export function problemOf(error: unknown, wording: Wording): Problem {
  if (error instanceof RefusedError) return refusedProblem(error, wording);
  if (error instanceof AppError)
    return problem(error.code, wording, {
      ...(error.message === error.code ? {} : { detail: error.message }),
      ...(error.errors.length === 0 ? {} : { errors: [...error.errors] }),
    });
  if (error instanceof ZodError) return problem("validation_failed", wording, { errors: fieldErrors(error) });
  if (error instanceof TRPCError) return trpcProblem(error, wording);
  const databaseCode = databaseProblemCode(error);
  if (databaseCode !== null) return problem(databaseCode, wording);
  const status = httpStatusOf(error);
  return problem(status === null ? "internal" : (CODE_OF_STATUS[status] ?? codeOfClass(status)), wording);
}

/** Seconds after which asking again is worth it: a lock or a connection is free soon, a database that is away takes longer. */
const RETRY_AFTER_SECONDS: Partial<Record<string, number>> = { busy: 2, unavailable: 5 };

/** The header that says when to ask again, for a problem that passes by itself. */
export const retryHeaders = ({ code }: Pick<Problem, "code">): Record<string, string> => {
  const seconds = RETRY_AFTER_SECONDS[code];
  return seconds === undefined ? {} : { "retry-after": String(seconds) };
};

/** Whether an error is a fault of ours, to be logged with its stack, rather than an answer. */
export const isFault = (error: unknown): boolean =>
  problemOf(error, { language: "en", requestId: "" }).status === 500;

function problem(code: ProblemCode, { language, requestId }: Wording, more: Partial<Problem> = {}): Problem {
  const { status, title } = PROBLEMS[code];
  return {
    type: `urn:tenure:problem:${code}`,
    title: title[language],
    status,
    code,
    requestId,
    documentation: documentationOf(more.code ?? code),
    ...more,
  };
}

function refusedProblem(error: RefusedError, wording: Wording): Problem {
  const { currency } = error.decision;
  const context = {
    language: wording.language,
    zone: wording.zone ?? "UTC",
    currency: isCurrency(currency) ? currency : "USD",
  };
  const refusals = error.decision.refusals.map(({ code, clause, params }) => ({
    code,
    clause,
    reason: fill(REFUSAL_TEXTS[code].reason, params, context),
    help: fill(REFUSAL_TEXTS[code].help, params, context),
  }));
  const [first] = refusals;
  return problem("refused", wording, {
    decisionId: error.decisionId,
    refusals,
    ...(first === undefined
      ? {}
      : { code: first.code, clause: first.clause, detail: first.reason, help: first.help }),
  });
}

function trpcProblem(error: TRPCError, wording: Wording): Problem {
  // What a procedure threw is its cause; an error of tRPC's own has none, or what its parser threw.
  const { cause } = error;
  if (cause !== undefined && (error.code === "INTERNAL_SERVER_ERROR" || cause instanceof ZodError))
    return problemOf(cause, wording);
  return problem(CODE_OF_STATUS[getHTTPStatusCodeFromError(error)] ?? "internal", wording);
}

const fieldErrors = (error: ZodError): FieldError[] =>
  error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));

/** The status an HTTP library put on its error, for client errors and unavailability only. */
function httpStatusOf(error: unknown): number | null {
  if (error === null || typeof error !== "object" || !("statusCode" in error)) return null;
  const { statusCode } = error;
  return typeof statusCode === "number" && statusCode >= 400 && statusCode !== 500 ? statusCode : null;
}

const codeOfClass = (status: number): ProblemCode => (status < 500 ? "malformed_request" : "internal");
