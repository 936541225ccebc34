import { useLingui } from "@lingui/react/macro";
import type { Policy } from "@tenure/core/policy";
import { Days, Group, Hours, Minutes } from "./policy-group.tsx";

/** How long each side has when an account passes to another holder. */
export function SubjectChangeNumbers({ policy }: { readonly policy: Policy }) {
  const { t } = useLingui();
  const { subjectChange } = policy;
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
