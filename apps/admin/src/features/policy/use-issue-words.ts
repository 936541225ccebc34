import { useLingui } from "@lingui/react/macro";
import type { policySchema } from "@tenure/core/policy";
import { useCallback } from "react";

type Issue = NonNullable<ReturnType<typeof policySchema.safeParse>["error"]>["issues"][number];

/** What is wrong with a value, in words; the schema's own where it has some, with the code that it goes by. */
export function useIssueWords(): (issue: Issue) => string {
  const { t } = useLingui();
  return useCallback(
    (issue) => {
      const own: Readonly<Record<string, string>> = {
        "amounts contradict each other": t`The amounts contradict each other.`,
        "the first day comes after the last": t`The first day comes after the last.`,
        "there is no such zone": t`There is no such zone; an IANA name such as Asia/Shanghai is meant.`,
        "each kind comes once": t`Each kind comes once.`,
        "tries come one after the other, before the grace ends": t`Tries come one after the other, before the grace ends.`,
        "two sequences, one prefix": t`Two sequences cannot have one prefix.`,
      };
      switch (issue.code) {
        case "too_small": {
          const least = String(issue.inclusive === false ? Number(issue.minimum) + 1 : issue.minimum);
          return t`At least ${least}.`;
        }
        case "too_big": {
          const most = String(issue.maximum);
          return t`At most ${most}.`;
        }
        case "invalid_type":
          return issue.expected === "int" || issue.expected === "number"
            ? t`A whole number is meant.`
            : t`This cannot be read.`;
        case "invalid_value":
          return t`This is none of the choices.`;
        case "invalid_format":
          return t`This has not the form that is meant.`;
        case "unrecognized_keys":
          return t`There is no such member.`;
        default:
          return own[issue.message] ?? issue.message;
      }
    },
    [t],
  );
}
