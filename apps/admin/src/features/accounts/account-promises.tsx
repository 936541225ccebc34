import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PromiseLine, PromiseList, Section, Skeleton, type TimelinePromise } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** What is promised to the account and when: the very words its owner reads. */
export function AccountPromises() {
  const { t } = useLingui();
  const { id: accountId, timeZone } = useAccount();
  const timeline = useQuery(trpc.timeline.get.queryOptions({ accountId }));
  const { data } = timeline;
  return (
    <Section
      title={t`What is promised`}
      description={<Trans>As the customer reads it, in the account's time zone, {timeZone}.</Trans>}
    >
      {timeline.isPending && <Skeleton lines={5} />}
      {timeline.error && (
        <ProblemState
          thing={t`What is promised could not be loaded`}
          error={timeline.error}
          onRetry={() => void timeline.refetch()}
          retrying={timeline.isFetching}
        />
      )}
      {data && data.promises.length + data.facts.length === 0 && (
        <p className="text-muted">
          <Trans>Nothing is promised, and nothing was bought.</Trans>
        </p>
      )}
      {data && data.promises.length + data.facts.length > 0 && (
        <>
          <PromiseLine timeline={data} />
          <PromiseList timeline={data} renderAction={(promise) => <ToTab promise={promise} />} />
        </>
      )}
    </Section>
  );
}

/** The tab where staff see more about a promise. */
function ToTab(props: { readonly promise: TimelinePromise }) {
  const { id: accountId } = useAccount();
  const { action } = props.promise;
  if (action === "see_credits" || action === "see_auto_top_up")
    return (
      <Link to="/accounts/$accountId/wallet" params={{ accountId }} className="text-link">
        <Trans>Wallet</Trans>
      </Link>
    );
  if (action === "see_usage")
    return (
      <Link to="/accounts/$accountId/usage" params={{ accountId }} className="text-link">
        <Trans>Usage</Trans>
      </Link>
    );
  if (action === "request_refund" || action === "see_refund")
    return (
      <Link to="/accounts/$accountId/orders" params={{ accountId }} className="text-link">
        <Trans>Orders & refunds</Trans>
      </Link>
    );
  return null;
}
