import { CLAUSES, type ClauseId } from "@tenure/core/policy";
import { fill, REFUSAL_TEXTS, type RefusalCode, type TextContext } from "@tenure/core/text";
import { TRPCClientError } from "@trpc/client";

/** Why the API did not do what was asked (its `data.problem`; RFC 9457 in the REST door). */
export interface ApiProblem {
  /** Stable code: a refusal of the policy (`window_expired`) or of the door (`unauthenticated`). */
  readonly code: string;
  readonly clause?: string;
  /** Plain sentence in English, for codes this app does not know. */
  readonly detail: string;
  /** Path of the input that is wrong. */
  readonly field?: string;
  readonly help?: string;
  readonly requestId?: string;
  /** Values the text of a refusal is filled with. */
  readonly params?: Readonly<Record<string, string>>;
  /** HTTP status; absent when no answer came at all. */
  readonly status?: number;
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function textRecord(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record(value) ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}

/** Reads any thrown value as a problem. What carries none was a failure to reach the API, or a fault of ours. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof TRPCClientError) {
    const data = record(error.data);
    const problem = record(data?.["problem"]);
    const status = typeof data?.["httpStatus"] === "number" ? { status: data["httpStatus"] } : {};
    const code = text(problem?.["code"]);
    if (problem && code !== undefined) {
      const optional = Object.fromEntries(
        ["clause", "field", "help", "requestId"].flatMap((name) => {
          const value = text(problem[name]);
          return value === undefined ? [] : [[name, value]];
        }),
      );
      return {
        ...status,
        ...optional,
        code,
        detail: text(problem["detail"]) ?? "",
        params: textRecord(problem["params"]),
      };
    }
    return { ...status, code: data === undefined ? "unreachable" : "unexpected", detail: error.message };
  }
  if (error instanceof Error) return { code: "unexpected", detail: error.message };
  return { code: "unexpected", detail: String(error) };
}

function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSAL_TEXTS, code);
}

/** True for ids of the clause catalogue. */
export function isClauseId(id: string | undefined): id is ClauseId {
  return id !== undefined && Object.hasOwn(CLAUSES, id);
}

/**
 * The words for a problem that is a refusal of the policy, in the person's language.
 * `null` when the code is not in the catalogue, or the API did not send the values its text needs.
 */
export function refusalWords(
  problem: ApiProblem,
  context: TextContext,
): { reason: string; help: string } | null {
  if (!isRefusalCode(problem.code)) return null;
  const words = REFUSAL_TEXTS[problem.code];
  const reason = fill(words.reason, problem.params ?? {}, context);
  const help = fill(words.help, problem.params ?? {}, context);
  return /\{\w+(:\w+)?\}/.test(reason + help) ? null : { reason, help };
}
