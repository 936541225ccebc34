import { Trans, useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { buttonClass, Callout, EmptyState, PageHeader } from "@tenure/ui";
import { trpc } from "../../trpc.ts";

/** Where staff arrive: what must be done before anything else. */
export function TodayPage() {
  const { t } = useLingui();
  const { data: me } = useSuspenseQuery(trpc.session.me.queryOptions());
  return (
    <>
      <PageHeader title={t`Today`} />
      {me.login?.secondFactor.enrolled === true ? (
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
