import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { classNames } from "@tenure/ui";
import type { ReactNode } from "react";
import { trpc } from "../../trpc.ts";

const RENEWAL_MS = 30_000;

/** The platform in a few numbers. A number that waits for a person is the loud one. */
export function Glance() {
  const { data } = useQuery({
    ...trpc.operations.counts.queryOptions({}),
    refetchInterval: RENEWAL_MS,
  });
  // The queue below says what is wrong when the API does not answer; numbers alone are not missed.
  if (data === undefined) return <div className="mb-7 h-14" />;
  const { refundCasesUnassigned: unassigned } = data;
  const alerts = data.alertsByKind.reduce((sum, { count }) => sum + count, 0);
  return (
    <dl className="mb-7 flex flex-wrap gap-x-6 gap-y-3">
      <Figure count={alerts} waits>
        <Trans>alerts open</Trans>
      </Figure>
      <Figure count={data.refundCasesDue} waits>
        <Link to="/refund-cases" className="hover:underline">
          <Trans>refund cases due soon</Trans>
        </Link>
        {unassigned > 0 && (
          <>
            {" · "}
            <Link
              to="/refund-cases"
              search={{ show: "unassigned" }}
              className="font-medium text-waiting hover:underline"
            >
              <Trans>{unassigned} unassigned</Trans>
            </Link>
          </>
        )}
      </Figure>
      <Figure count={data.subjectChangesToReview} waits>
        <Link to="/subject-changes" className="hover:underline">
          <Trans>subject changes to review</Trans>
        </Link>
      </Figure>
      <Figure count={data.refundsUnderWay}>
        <Trans>refunds under way</Trans>
      </Figure>
      <Figure count={data.eventsWaiting}>
        <Link to="/payment-events" search={{ state: "received" }} className="hover:underline">
          <Trans>payment events to apply</Trans>
        </Link>
      </Figure>
      <Figure count={data.noticesQueued}>
        <Trans>e-mails to send</Trans>
      </Figure>
    </dl>
  );
}

function Figure(props: { readonly count: number; readonly waits?: boolean; readonly children: ReactNode }) {
  const { count, waits = false, children } = props;
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-muted">{children}</dt>
      <dd
        className={classNames(
          "figures text-xl font-semibold",
          count === 0 ? "text-faint" : waits && "text-waiting",
        )}
      >
        {count}
      </dd>
    </div>
  );
}
