import { Trans, useLingui } from "@lingui/react/macro";
import { Instant, KeyValue, localeNames, Section, Tag } from "@tenure/ui";
import { useAccount } from "../../account/current-account.tsx";
import { AccountAlerts } from "./account-alerts.tsx";
import { AccountPromises } from "./account-promises.tsx";
import { AccountPlan } from "./account-plan.tsx";
import { AccountTerms } from "./account-terms.tsx";
import { AccountRenewals } from "./account-renewals.tsx";

/** Who holds the account, who works with it, what it is on, and what waits for staff. */
export function AccountOverview() {
  return (
    <>
      <AccountAlerts />
      <HolderSection />
      <AccountPlan />
      <AccountPromises />
      <AccountTerms />
      <AccountRenewals />
      <SettingsSection />
    </>
  );
}

function HolderSection() {
  const { t } = useLingui();
  const { holder, people } = useAccount();
  const kinds = {
    individual: t`Individual`,
    company: t`Company`,
    organisation: t`Organisation`,
  } satisfies Record<typeof holder.kind, string>;
  return (
    <Section title={t`Holder and people`}>
      <KeyValue
        entries={[
          {
            key: "holder",
            label: <Trans>Holder</Trans>,
            value: (
              <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                {holder.displayName}
                <span className="text-muted">{kinds[holder.kind]}</span>
                {holder.verified ? (
                  <Tag tone="done">{t`Verified`}</Tag>
                ) : (
                  <Tag tone="neutral">{t`Not verified`}</Tag>
                )}
              </span>
            ),
          },
          { key: "since", label: <Trans>Holder since</Trans>, value: <Instant at={holder.since} /> },
          ...people.map((person) => ({
            key: person.email,
            label: person.role === "owner" ? <Trans>Owner</Trans> : <Trans>Member</Trans>,
            value: (
              <span className="flex flex-wrap gap-x-2.5">
                {person.name}
                <span className="text-muted wrap-anywhere">{person.email}</span>
              </span>
            ),
          })),
        ]}
      />
    </Section>
  );
}

function SettingsSection() {
  const { t } = useLingui();
  const account = useAccount();
  return (
    <Section title={t`Settings`}>
      <KeyValue
        entries={[
          { key: "currency", label: <Trans>Wallet currency</Trans>, value: account.currency },
          { key: "zone", label: <Trans>Time zone</Trans>, value: account.timeZone },
          { key: "language", label: <Trans>Language</Trans>, value: localeNames[account.language] },
          { key: "opened", label: <Trans>Opened</Trans>, value: <Instant at={account.createdAt} /> },
        ]}
      />
    </Section>
  );
}
