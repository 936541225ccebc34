import { useLingui } from "@lingui/react/macro";
import type { ApiProblem } from "./api-problem.ts";

/** A problem in words: the reason and, where there is one, the way out. */
export interface ProblemWords {
  readonly reason: string;
  readonly wayOut?: string;
}

/**
 * Puts problems into words. The API words its own problems in the person's language; ours are the two it cannot
 * word: that it was not reached, and that what came back was no answer of it.
 */
export function useProblemWords(): (problem: ApiProblem) => ProblemWords {
  const { t } = useLingui();
  return (problem) => {
    if (problem.code === "unreachable") {
      return {
        reason: t`The server could not be reached.`,
        wayOut: t`Check your connection and try again.`,
      };
    }
    const reason = problem.detail ?? problem.title;
    if (reason === undefined || problem.code === "internal") {
      return {
        reason: problem.title ?? t`Something went wrong on our side.`,
        wayOut: t`Try again; if it happens again, give support the request id.`,
      };
    }
    return problem.help === undefined ? { reason } : { reason, wayOut: problem.help };
  };
}
