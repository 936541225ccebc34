import type { FieldError, ProblemCode } from "@tenure/core/contract";
import type { DecisionJson } from "@tenure/core/decision";

/** An expected failure with a stable code; the doors turn it into problem details (src/errors/problem.ts). */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];
  constructor(code: ProblemCode, detail?: string, errors: readonly FieldError[] = []) {
    super(detail ?? code);
    this.name = "AppError";
    this.code = code;
    this.errors = errors;
  }
}

/** The policy refused. The decision is stored; its first refusal is the headline. */
export class RefusedError extends Error {
  readonly decision: DecisionJson;
  readonly decisionId: string;
  constructor(decision: DecisionJson, decisionId: string) {
    super(decision.refusals[0]?.code ?? "refused");
    this.name = "RefusedError";
    this.decision = decision;
    this.decisionId = decisionId;
  }
}
