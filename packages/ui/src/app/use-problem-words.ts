import { useLingui } from "@lingui/react/macro";
import type { Currency } from "@tenure/core/money";
import { useUiSettings } from "../foundation/ui-context.tsx";
import { useLocale } from "../foundation/use-locale.ts";
import { type ApiProblem, refusalWords } from "./api-problem.ts";

/** A problem in words: the reason and, where there is one, the way out. */
export interface ProblemWords {
  readonly reason: string;
  readonly wayOut?: string;
}

/** Puts problems into the person's words. `currency` is that of the account, for amounts inside the text. */
export function useProblemWords(currency: Currency = "USD"): (problem: ApiProblem) => ProblemWords {
  const { t } = useLingui();
  const language = useLocale();
  const { timeZone } = useUiSettings();
  return (problem) => {
    const refusal = refusalWords(problem, { language, zone: timeZone, currency });
    if (refusal) return { reason: refusal.reason, wayOut: refusal.help };
    const doors: Readonly<Record<string, ProblemWords>> = {
      unreachable: {
        reason: t`The server could not be reached.`,
        wayOut: t`Nothing was changed. Check your connection and try again.`,
      },
      unauthenticated: { reason: t`Your session has ended.`, wayOut: t`Sign in again.` },
      forbidden: {
        reason: t`Your role does not allow this.`,
        wayOut: t`Ask an owner of the account.`,
      },
      not_found: { reason: t`It does not exist, or not for you.` },
      rate_limited: {
        reason: t`Too many attempts in a short time.`,
        wayOut: t`Wait a minute and try again.`,
      },
      conflict: {
        reason: t`It changed in the meantime.`,
        wayOut: t`Look at the present state and try again.`,
      },
      internal: {
        reason: t`Something went wrong on our side.`,
        wayOut: t`Try again; if it happens again, give support the request id.`,
      },
    };
    const known = doors[problem.code];
    if (known) return known;
    if (problem.status !== undefined && problem.status < 500) {
      return { reason: problem.detail, ...(problem.help === undefined ? {} : { wayOut: problem.help }) };
    }
    return {
      reason: t`Something went wrong on our side.`,
      wayOut: t`Try again; if it happens again, give support the request id.`,
    };
  };
}
