import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EmptyState, PromiseLine, PromiseList, Section, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { FactLink, PromiseLink } from "./promise-links.tsx";

/** What is promised when, and what happened last: the picture first, then the list with what one can do about each. */
export function Promises() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const timeline = useQuery(trpc.timeline.get.queryOptions({ accountId: account.id }));
  const { data } = timeline;
  return (
    <Section
      title={t`What is promised`}
      description={<Trans>Shown in the account's time zone, {account.timeZone}.</Trans>}
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
        <EmptyState
          action={
            <Link to="/subscription" hash="plans" className="text-link">
              <Trans>Choose a plan</Trans>
            </Link>
          }
        >
          <Trans>Once you buy something, every deadline and renewal stands here with its instant.</Trans>
        </EmptyState>
      )}
      {data && data.promises.length + data.facts.length > 0 && (
        <>
          <PromiseLine timeline={data} />
          <PromiseList
            timeline={data}
            renderAction={(promise) => <PromiseLink promise={promise} />}
            renderSubject={(fact) => <FactLink fact={fact} />}
          />
        </>
      )}
    </Section>
  );
}
