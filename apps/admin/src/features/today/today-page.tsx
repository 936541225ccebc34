import { Trans, useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { buttonClass, Callout, EmptyState, PageHeader } from "@tenure/ui";
import { sessionQuery } from "@tenure/ui/identity";

/** Where staff arrive: what must be done before anything else. */
export function TodayPage() {
  const { t } = useLingui();
  const { data: session } = useSuspenseQuery(sessionQuery);
  if (!session) return null;
  return (
    <>
      <PageHeader title={t`Today`} />
      {session.user.twoFactorEnabled === true ? (
        <EmptyState>
          <Trans>
            Nothing waits for you. Cases that need a person appear here, the nearest deadline first.
          </Trans>
        </EmptyState>
      ) : (
        <Callout
          tone="warning"
          title={t`Staff need a second factor`}
          action={
            <Link to="/settings/security" className={buttonClass("primary", "sm")}>
              <Trans>Set up a second factor</Trans>
            </Link>
          }
        >
          <Trans>Until you have one, every action in this area is refused.</Trans>
        </Callout>
      )}
    </>
  );
}
