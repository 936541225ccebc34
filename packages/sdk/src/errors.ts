/** What is wrong with one field of a request. `path` is dotted: `events.0.tokens`. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** Why the policy refuses, with the clause behind it and what would help. */
export interface Refusal {
  readonly code: string;
  readonly clause: string;
  readonly reason: string;
  readonly help: string;
}

/** What every error carries. */
export interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** Quote it to support; null when no answer came. */
  readonly requestId: string | null;
}

/** Every error of this client. `code` is stable: branch on it, never on the message. */
export class TenureError extends Error {
  readonly code: string;
  readonly status: number | null;
  readonly requestId: string | null;

  constructor({ code, message, status, requestId }: ErrorFacts, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.status = status;
    this.requestId = requestId;
  }
}

/** The API key is missing, unknown, expired or revoked (401). */
export class AuthenticationError extends TenureError {}

/** The key is good but lacks a scope, or may not do this at all (403). */
export class PermissionError extends TenureError {}

/** There is no such thing in this account (404). */
export class NotFoundError extends TenureError {}

/** The request itself is not valid (400, 413, 415); `errors` says which fields and why. */
export class ValidationError extends TenureError {
  readonly errors: readonly FieldError[];

  constructor(facts: ErrorFacts, errors: readonly FieldError[]) {
    super(facts);
    this.errors = errors;
  }
}

/** The policy refuses (409). Everything that stands in the way is in `refusals`; the first one is the headline. */
export class RefusedError extends TenureError {
  /** Clause of the policy, such as `T1.1`. */
  readonly clause: string | null;
  /** What would help, in the account's words. */
  readonly help: string | null;
  readonly refusals: readonly Refusal[];
  /** The stored, signed decision: `tenure.decisions.get(decisionId)`. */
  readonly decisionId: string | null;

  constructor(
    facts: ErrorFacts,
    refused: {
      readonly clause: string | null;
      readonly help: string | null;
      readonly refusals: readonly Refusal[];
      readonly decisionId: string | null;
    },
  ) {
    super(facts);
    this.clause = refused.clause;
    this.help = refused.help;
    this.refusals = refused.refusals;
    this.decisionId = refused.decisionId;
  }
}

/** Something else happened first, or a key was used before with another body (409). */
export class ConflictError extends TenureError {
  /** Fields that differ, when an idempotency key or event id was used before. */
  readonly errors: readonly FieldError[];

  constructor(facts: ErrorFacts, errors: readonly FieldError[]) {
    super(facts);
    this.errors = errors;
  }
}

/** Too many requests (429), still so after the retries. */
export class RateLimitError extends TenureError {
  /** How long the server asks to wait; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(facts: ErrorFacts, retryAfterMs: number | null) {
    super(facts);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The server failed (5xx), still so after the retries. */
export class ServerError extends TenureError {}

/** No answer: the network failed (`connection_failed`), or it took too long (`timeout`). */
export class ConnectionError extends TenureError {}

/** Makes the error of an answer that is no success. The body is RFC 9457 problem details, or whatever a proxy said. */
export function errorOf(
  status: number,
  body: unknown,
  headerRequestId: string | null,
  retryAfterMs: number | null,
): TenureError {
  const problem = membersOf(body);
  const facts: ErrorFacts = {
    code: textOf(problem["code"]) ?? `http_${status}`,
    message: textOf(problem["detail"]) ?? textOf(problem["title"]) ?? `The server answered ${status}.`,
    status,
    requestId: textOf(problem["requestId"]) ?? headerRequestId,
  };
  if (status === 401) return new AuthenticationError(facts);
  if (status === 403) return new PermissionError(facts);
  if (status === 404) return new NotFoundError(facts);
  if (status === 429) return new RateLimitError(facts, retryAfterMs);
  if (status >= 500) return new ServerError(facts);
  if (Array.isArray(problem["refusals"]))
    return new RefusedError(facts, {
      clause: textOf(problem["clause"]),
      help: textOf(problem["help"]),
      refusals: problem["refusals"].map(refusalOf),
      decisionId: textOf(problem["decisionId"]),
    });
  const errors = (Array.isArray(problem["errors"]) ? problem["errors"] : []).map(fieldErrorOf);
  if (status === 409) return new ConflictError(facts, errors);
  return new ValidationError(facts, errors);
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" ? { ...value } : {};

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

function refusalOf(value: unknown): Refusal {
  const { code, clause, reason, help } = membersOf(value);
  return {
    code: textOf(code) ?? "",
    clause: textOf(clause) ?? "",
    reason: textOf(reason) ?? "",
    help: textOf(help) ?? "",
  };
}

function fieldErrorOf(value: unknown): FieldError {
  const { path, message } = membersOf(value);
  return { path: textOf(path) ?? "", message: textOf(message) ?? "" };
}
