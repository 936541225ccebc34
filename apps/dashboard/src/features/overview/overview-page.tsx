import { Trans, useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { buttonClass, Callout, KeyValue, PageHeader, Section } from "@tenure/ui";
import { sessionQuery } from "@tenure/ui/identity";

/** Where one arrives: what needs attention first, then who is signed in. */
export function OverviewPage() {
  const { t } = useLingui();
  const { data: session } = useSuspenseQuery(sessionQuery);
  if (!session) return null;
  return (
    <>
      <PageHeader title={t`Overview`} />
      {session.user.twoFactorEnabled !== true && (
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
      <Section title={t`Signed in as`}>
        <KeyValue
          entries={[
            { key: "name", label: <Trans>Name</Trans>, value: session.user.name },
            { key: "email", label: <Trans>E-mail</Trans>, value: session.user.email },
          ]}
        />
      </Section>
    </>
  );
}
