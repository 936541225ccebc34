import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass, Callout, KeyValue, PageHeader, Section, Tag } from "@tenure/ui";
import { type Account, useCurrentAccount, useMe } from "../../account/current-account.tsx";

/** Where one arrives: what needs attention first, then which account this is. */
export function OverviewPage() {
  const { t } = useLingui();
  const { login } = useMe();
  const { account } = useCurrentAccount();
  return (
    <>
      <PageHeader title={t`Overview`} />
      {login?.secondFactor.enrolled === false && (
        <div className="mb-7">
          <Callout
            tone="warning"
            title={t`Your login is protected by its password only`}
            action={
              <Link to="/settings/security" className={buttonClass("secondary", "sm")}>
                <Trans>Set up a second factor</Trans>
              </Link>
            }
          >
            <Trans>Moving money or changing who owns the account asks for a second factor.</Trans>
          </Callout>
        </div>
      )}
      <Section title={t`Account`}>
        <KeyValue
          entries={[
            { key: "name", label: <Trans>Account name</Trans>, value: account.name },
            { key: "state", label: <Trans>State</Trans>, value: <AccountState state={account.state} /> },
            {
              key: "role",
              label: <Trans>Your role</Trans>,
              value: account.role === "owner" ? <Trans>Owner</Trans> : <Trans>Member</Trans>,
            },
            { key: "currency", label: <Trans>Currency</Trans>, value: account.currency },
            { key: "zone", label: <Trans>Time zone</Trans>, value: account.timeZone },
          ]}
        />
      </Section>
    </>
  );
}

function AccountState(props: { readonly state: Account["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "active":
      return <Tag tone="done">{t`Active`}</Tag>;
    case "suspended":
      return <Tag tone="waiting">{t`Suspended`}</Tag>;
    case "terminated":
      return <Tag tone="refused">{t`Terminated`}</Tag>;
    case "closed":
      return <Tag tone="neutral">{t`Closed`}</Tag>;
  }
}
