import { useLingui } from "@lingui/react/macro";
import type { Policy } from "@tenure/core/policy";
import { Days, Group, Hours, Minutes } from "./policy-group.tsx";

/** How long each side has when an account passes to another holder. */
export function SubjectChangeNumbers({ policy }: { readonly policy: Policy }) {
  const { t } = useLingui();
  const { phones, subjectChange } = policy;
  return (
    <Group
      title={t`Change of subject`}
      version={policy.version}
      rows={[
        {
          key: "notice",
          label: t`Old contacts are told ahead`,
          value: <Hours count={subjectChange.noticeHours} />,
          clauses: ["C3.10"],
        },
        {
          key: "overlap",
          label: t`Keys overlap at most`,
          value: <Hours count={subjectChange.maxKeyOverlapHours} />,
          clauses: ["C4.10"],
        },
        {
          key: "phone-code",
          label: t`A code to the phone holds for`,
          value: <Minutes count={subjectChange.phoneCodeMinutes} />,
          clauses: ["C3.3"],
        },
        {
          key: "code-minutes",
          label: t`A code can be entered for`,
          value: <Minutes count={phones.codeMinutes} />,
          clauses: ["C3.3"],
        },
        { key: "code-tries", label: t`Tries at a code`, value: phones.codeTries, clauses: ["C3.3"] },
        {
          key: "code-lock",
          label: t`After wrong tries no code for`,
          value: <Minutes count={phones.lockMinutes} />,
          clauses: ["C3.3"],
        },
        {
          key: "code-resend",
          label: t`Seconds between two codes`,
          value: phones.resendSeconds,
          clauses: ["C3.3"],
        },
        {
          key: "code-number",
          label: t`Codes to a number within 24 hours`,
          value: phones.dailyPerNumber,
          clauses: ["C3.3"],
        },
        {
          key: "code-account",
          label: t`Codes of an account within 24 hours`,
          value: phones.dailyPerAccount,
          clauses: ["C3.3"],
        },
        {
          key: "code-login",
          label: t`Codes of a login within 24 hours`,
          value: phones.dailyPerLogin,
          clauses: ["C3.3"],
        },
        {
          key: "invitation",
          label: t`An invitation holds for`,
          value: <Days count={subjectChange.invitationDays} />,
          clauses: ["C2.2"],
        },
        {
          key: "attempts",
          label: t`Most wrong tries at an invitation`,
          value: subjectChange.invitationAttempts,
          clauses: ["C2.2"],
        },
        {
          key: "open",
          label: t`An application stays open for`,
          value: <Days count={subjectChange.openDays} />,
          clauses: ["C5.3"],
        },
      ]}
    />
  );
}
