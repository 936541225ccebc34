import { useLingui } from "@lingui/react/macro";
import { Section } from "@tenure/ui";
import { useAccount } from "../../account/current-account.tsx";
import { AuditList } from "./audit-list.tsx";

/** The audit trail of one account. */
export function AccountAudit() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  return (
    <Section title={t`Audit`}>
      <AuditList filter={{ accountId }} withAccount={false} />
    </Section>
  );
}
