import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fromMoney } from "@tenure/core/money";
import { Amount, EmptyState, Section, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { SpendBars } from "@tenure/ui/charts";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** What was used lately, day by day: whether today is like other days is seen at a glance. */
export function SpendOverview() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const spend = useQuery(
    trpc.usage.summary.queryOptions({ accountId: account.id, grain: "day", groupBy: "none" }),
  );
  const { data } = spend;
  return (
    <Section
      title={t`Usage`}
      description={<Trans>The last 30 days, by day, at the price of the moment.</Trans>}
    >
      {spend.isPending && <Skeleton lines={4} />}
      {spend.error && (
        <ProblemState
          thing={t`Your usage could not be loaded`}
          error={spend.error}
          onRetry={() => void spend.refetch()}
          retrying={spend.isFetching}
        />
      )}
      {data &&
        (fromMoney(data.totals.value) === 0n ? (
          <EmptyState
            action={
              <Link to="/keys" className="text-link">
                <Trans>Create an API key</Trans>
              </Link>
            }
          >
            <Trans>Nothing was used in these days. A key is what a program reports its requests with.</Trans>
          </EmptyState>
        ) : (
          <>
            <p className="text-figure font-semibold">
              <Amount value={data.totals.value} />
            </p>
            <SpendBars label={t`Usage by day`} summary={data} />
            <div>
              <Link to="/usage" className="text-link">
                <Trans>All usage</Trans>
              </Link>
            </div>
          </>
        ))}
    </Section>
  );
}
