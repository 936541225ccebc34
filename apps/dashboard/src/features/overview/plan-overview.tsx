import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fromMoney } from "@tenure/core/money";
import { Amount, buttonClass, Instant, Meter, planName, Section, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** The plan with its term, and how much of the included usage is taken. */
export function PlanOverview() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const current = useQuery(trpc.subscriptions.get.queryOptions({ accountId: account.id }));
  const wallet = useQuery(trpc.wallet.balance.queryOptions({ accountId: account.id }));
  const term = wallet.data?.term ?? null;
  return (
    <Section title={t`Plan`}>
      {current.isPending && <Skeleton lines={4} />}
      {current.error && (
        <ProblemState
          thing={t`Your plan could not be loaded`}
          error={current.error}
          onRetry={() => void current.refetch()}
          retrying={current.isFetching}
        />
      )}
      {current.data && (
        <>
          <div>
            <p className="text-figure font-semibold">{planName(current.data.planId)}</p>
            {current.data.subscription === null ? (
              <p className="text-muted">
                <Trans>You pay for usage from your credits.</Trans>
              </p>
            ) : (
              <p className="text-muted">
                <Trans>
                  <Amount value={current.data.subscription.price} />, term to{" "}
                  <Instant at={current.data.subscription.term.endsAt} precision="day" />
                </Trans>
              </p>
            )}
          </div>
          {term !== null && !term.serving && (
            <p className="text-muted">
              <Trans>
                Included usage is closed at present: <Amount value={term.used} /> of{" "}
                <Amount value={term.included} /> used.
              </Trans>
            </p>
          )}
          {term?.serving === true && (
            <Meter
              label={t`Included usage`}
              used={fromMoney(term.used)}
              held={fromMoney(term.held)}
              free={fromMoney(term.available)}
            >
              <Trans>
                <Amount value={term.used} /> of <Amount value={term.included} /> used,{" "}
                <Amount value={term.held} /> promised to requests in flight
              </Trans>
            </Meter>
          )}
          <div>
            {current.data.subscription === null ? (
              <Link to="/subscription" hash="plans" className={buttonClass("primary")}>
                <Trans>Choose a plan</Trans>
              </Link>
            ) : (
              <Link to="/subscription" className="text-link">
                <Trans>Subscription and billing history</Trans>
              </Link>
            )}
          </div>
        </>
      )}
    </Section>
  );
}
