import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { fromMoney } from "@tenure/core/money";
import { Amount, Instant, KeyValue, Meter, planName, Section, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { CancellationNote, PlanCancellation } from "./plan-cancellation.tsx";
import { WaitingChange } from "./waiting-change.tsx";

type Running = NonNullable<Outputs["subscriptions"]["get"]["subscription"]>;

/** The plan the account is on, its term, and how much of what it includes is used. */
export function AccountPlan() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const plan = useQuery(trpc.subscriptions.get.queryOptions({ accountId }));
  return (
    <Section title={t`Plan`}>
      {plan.isPending ? (
        <Skeleton lines={4} />
      ) : plan.data === undefined ? (
        <ProblemState
          thing={t`The plan could not be loaded`}
          error={plan.error}
          onRetry={() => void plan.refetch()}
          retrying={plan.isFetching}
        />
      ) : plan.data.subscription === null ? (
        <p className="text-muted">
          <Trans>{planName(plan.data.planId)}: no subscription runs, and nothing renews.</Trans>
        </p>
      ) : (
        <RunningPlan name={planName(plan.data.planId)} running={plan.data.subscription} />
      )}
    </Section>
  );
}

function RunningPlan(props: { readonly name: string; readonly running: Running }) {
  const { name, running } = props;
  const { term } = running;
  return (
    <div className="flex flex-col gap-5">
      <KeyValue
        entries={[
          {
            key: "plan",
            label: <Trans>Plan</Trans>,
            value: (
              <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                {name}
                <span className="text-muted">
                  <Amount value={running.price} />{" "}
                  {running.interval === "year" ? <Trans>a year</Trans> : <Trans>a month</Trans>}
                </span>
                <RunningStateTag state={running.state} />
              </span>
            ),
          },
          {
            key: "term",
            label: <Trans>Term {term.number}</Trans>,
            value: (
              <>
                <Instant at={term.startsAt} /> – <Instant at={term.endsAt} />
              </>
            ),
          },
          ...(running.cancellation !== null
            ? [
                {
                  key: "ends",
                  label: <Trans>Ends</Trans>,
                  value: <CancellationNote cancellation={running.cancellation} />,
                },
              ]
            : running.pastDue === null
              ? [{ key: "cancel", label: <Trans>Cancel by</Trans>, value: <Instant at={term.cancelBy} /> }]
              : []),
          ...(running.pastDue === null ? [] : unpaidEntries(running.pastDue)),
          ...(running.scheduledChange === null
            ? []
            : [
                {
                  key: "change",
                  label: <Trans>Changes to</Trans>,
                  value: <WaitingChange running={running} change={running.scheduledChange} />,
                },
              ]),
          {
            key: "refund",
            label: <Trans>Refund window until</Trans>,
            value: <Instant at={term.refundUntil} />,
          },
        ]}
      />
      <IncludedUsage term={term} />
      {running.distributor === null ? (
        <PlanCancellation running={running} />
      ) : (
        <p className="text-muted">
          <Trans>Billed by {running.distributor.title}: it is cancelled and refunded there.</Trans>
        </p>
      )}
    </div>
  );
}

/** What a renewal in arrears waits for (T2.2). */
const unpaidEntries = ({ total, nextTryAt, graceEndsAt, method }: NonNullable<Running["pastDue"]>) => [
  { key: "unpaid", label: <Trans>Unpaid</Trans>, value: <Amount value={total} /> },
  {
    key: "next",
    label: <Trans>Next try</Trans>,
    value:
      nextTryAt === null ? (
        <Trans>None by itself</Trans>
      ) : (
        <>
          <Instant at={nextTryAt} /> {method !== null && <span className="text-muted">{method}</span>}
        </>
      ),
  },
  { key: "grace", label: <Trans>Plan kept until</Trans>, value: <Instant at={graceEndsAt} /> },
];

function IncludedUsage(props: { readonly term: Running["term"] }) {
  const { term } = props;
  const { id: accountId } = useAccount();
  // What is left is the wallet's to say: amounts are not computed here.
  const wallet = useQuery(trpc.wallet.balance.queryOptions({ accountId }));
  const left = wallet.data?.term;
  if (left === undefined || left === null) return null;
  return (
    <Meter
      label={<Trans>Included usage, at list price</Trans>}
      used={fromMoney(left.used)}
      held={fromMoney(left.held)}
      free={fromMoney(left.available)}
    >
      <Trans>
        <Amount value={left.used} /> of <Amount value={term.included} /> used, <Amount value={left.held} />{" "}
        promised to requests in flight.
      </Trans>
    </Meter>
  );
}

function RunningStateTag(props: { readonly state: Running["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "incomplete":
      return <Tag tone="waiting">{t`Waiting for payment`}</Tag>;
    case "active":
      return <Tag tone="done">{t`Active`}</Tag>;
    case "canceling":
      return <Tag tone="neutral">{t`Ends with the term`}</Tag>;
    case "past_due":
      return <Tag tone="refused">{t`Past due`}</Tag>;
    case "refunding":
      return <Tag tone="progress">{t`Refunding`}</Tag>;
  }
}
