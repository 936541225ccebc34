import { TRPCClientError } from "@trpc/client";

/**
 * Why the API did not do what was asked: its problem details (`Problem` of @tenure/core/contract), already in the
 * person's language, or our own code `unreachable` / `unexpected` when no such answer came.
 */
export interface ApiProblem {
  /** Stable code: of the door (`unauthenticated`) or of the first refusal (`window_expired`). */
  readonly code: string;
  /** HTTP status; absent when no answer came. */
  readonly status?: number;
  readonly title?: string;
  readonly detail?: string;
  /** What would help. */
  readonly help?: string;
  readonly clause?: string;
  readonly requestId?: string;
  /** What is wrong with the input, by dotted path of the field. */
  readonly fields: Readonly<Record<string, string>>;
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

const textMembers = ["title", "detail", "help", "clause", "requestId"] as const;

function fieldErrors(errors: unknown): Record<string, string> {
  if (!Array.isArray(errors)) return {};
  return Object.fromEntries(
    errors.map(record).flatMap((error) => {
      const path = error?.["path"];
      const message = error?.["message"];
      return typeof path === "string" && typeof message === "string" ? [[path, message]] : [];
    }),
  );
}

/** Reads any thrown value as a problem. It is read member by member: an error page of a proxy must not break a screen. */
export function problemOf(error: unknown): ApiProblem {
  const data = error instanceof TRPCClientError ? record(error.data) : undefined;
  const problem = record(data?.["problem"]);
  const code = problem?.["code"];
  if (!problem || typeof code !== "string") {
    const answered = !(error instanceof TRPCClientError) || data !== undefined;
    return { code: answered ? "unexpected" : "unreachable", fields: {} };
  }
  const status = problem["status"];
  const texts: Partial<Record<(typeof textMembers)[number], string>> = {};
  for (const name of textMembers) {
    const value = problem[name];
    if (typeof value === "string") texts[name] = value;
  }
  return {
    code,
    ...(typeof status === "number" ? { status } : {}),
    ...texts,
    fields: fieldErrors(problem["errors"]),
  };
}
