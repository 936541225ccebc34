import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { decimalToNanos, type Money as MoneyValue } from "@tenure/core/money";
import { REFUSAL_TEXTS, refusalCodeSchema } from "@tenure/core/text";
import {
  buttonClass,
  Callout,
  DataTable,
  EmptyState,
  Instant,
  Meter,
  Money,
  MoreButton,
  PageHeader,
  Section,
  Skeleton,
  useLocale,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { ShadowChart } from "./shadow-chart.tsx";
import { useShiftWords } from "./use-shift-words.ts";
import { trpc } from "../../trpc.ts";

type Run = Outputs["policyVersions"]["shadow"]["get"]["run"];
type Difference = Outputs["policyVersions"]["shadow"]["differences"]["items"][number];

const MOVING_MS = 1000;
const PAGE = 20;

/** One shadow run: how far it is, then how many answers change, how much money moves, and each of them. */
export function ShadowPage(props: { readonly shadowRunId: string }) {
  const { shadowRunId } = props;
  const { t } = useLingui();
  const query = useQuery(
    trpc.policyVersions.shadow.get.queryOptions(
      { shadowRunId },
      { refetchInterval: (each) => each.state.data?.run.state === "running" && MOVING_MS },
    ),
  );
  if (query.isPending) return <Skeleton lines={6} />;
  if (query.data === undefined)
    return (
      <ProblemState
        thing={t`The shadow run could not be loaded`}
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  const { run, days } = query.data;
  return (
    <>
      <PageHeader
        title={t`Shadow run of ${run.version}`}
        back={
          <Link to="/policy" className="text-link">
            <Trans>Policy</Trans>
          </Link>
        }
        description={
          <Trans>
            Refund requests from <Instant at={run.from} /> to <Instant at={run.to} />, decided again as if{" "}
            {run.version} had held in place of {run.baseVersion}. The facts are as they were: who refrained
            from asking does not appear.
          </Trans>
        }
        actions={
          <Link to="/policy" search={{ version: run.version }} className="text-link">
            <Trans>Version {run.version}</Trans>
          </Link>
        }
      />
      {run.report === null ? (
        <Progress run={run} />
      ) : (
        <>
          <Result report={run.report} />
          {run.report.changed > 0 && (
            <>
              <Section title={t`By day`}>
                <div className="min-w-0">
                  <ShadowChart days={days} from={run.from} to={run.to} />
                </div>
              </Section>
              <Differences shadowRunId={shadowRunId} />
            </>
          )}
        </>
      )}
    </>
  );
}

function Progress({ run }: { readonly run: Run }) {
  const { requestsDone, requestsTotal } = run;
  return (
    <div role="status">
      <Meter
        label={<Trans>Running</Trans>}
        used={BigInt(requestsDone)}
        held={0n}
        free={BigInt(Math.max(requestsTotal - requestsDone, requestsTotal === 0 ? 1 : 0))}
      >
        <Trans>
          {requestsDone} of <Plural value={requestsTotal} one="# request" other="# requests" />
        </Trans>
      </Meter>
    </div>
  );
}

/** A sum of many customers: larger than any one customer's amount can be. */
const Sum = ({ value }: { readonly value: MoneyValue }) => (
  <Money nanos={decimalToNanos(value.amount) ?? 0n} currency={value.currency} />
);

function Result({ report }: { readonly report: NonNullable<Run["report"]> }) {
  const { t } = useLingui();
  const { requests, changed, unreadable } = report;
  return (
    <Section title={t`Result`}>
      <p className="text-lg">
        <Trans>
          {changed} of <Plural value={requests} one="# answer" other="# answers" /> would change.
        </Trans>
      </p>
      {unreadable > 0 && (
        <Callout tone="warning">
          <Plural
            value={unreadable}
            one="# request is left out: no rule of this build can decide it again."
            other="# requests are left out: no rule of this build can decide them again."
          />
        </Callout>
      )}
      <DataTable
        caption={t`Money by currency`}
        rows={report.currencies}
        rowKey={(row) => row.moved.currency}
        empty={
          <EmptyState>
            <Trans>Nobody asked for a refund in this time.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "currency",
            head: <Trans>Currency</Trans>,
            rowHead: true,
            cell: (row) => row.moved.currency,
          },
          {
            key: "requests",
            head: <Trans>Refund requests</Trans>,
            align: "end",
            cell: (row) => row.requests,
          },
          { key: "changed", head: <Trans>Changed</Trans>, align: "end", cell: (row) => row.changed },
          {
            key: "before",
            head: <Trans>Paid out</Trans>,
            align: "end",
            cell: (row) => <Sum value={row.before} />,
          },
          {
            key: "after",
            head: <Trans>Would be</Trans>,
            align: "end",
            cell: (row) => <Sum value={row.after} />,
          },
          {
            key: "moved",
            head: <Trans>Difference</Trans>,
            align: "end",
            cell: (row) => <Sum value={row.moved} />,
          },
        ]}
      />
    </Section>
  );
}

function Differences({ shadowRunId }: { readonly shadowRunId: string }) {
  const { t } = useLingui();
  const shifts = useShiftWords();
  const list = useInfiniteQuery(
    trpc.policyVersions.shadow.differences.infiniteQueryOptions(
      { shadowRunId, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Section
      title={t`Each of them`}
      actions={
        <a
          href={`/v1/policy/shadow-differences.csv?shadowRunId=${shadowRunId}`}
          download
          className={buttonClass("secondary")}
        >
          <Trans>Download as CSV</Trans>
        </a>
      }
    >
      <DataTable
        wide
        caption={t`Requests that would be answered otherwise`}
        rows={list.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={list.isPending}
        error={
          list.error && (
            <ProblemState
              thing={t`The requests could not be loaded`}
              error={list.error}
              onRetry={() => void list.refetch()}
              retrying={list.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No answer would change.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "decision",
            head: <Trans>Decision</Trans>,
            rowHead: true,
            cell: (row) => (
              <Link
                to="/accounts/$accountId/decisions/$decisionId"
                params={{ accountId: row.account.id, decisionId: row.id }}
                className="text-link"
              >
                <Instant at={row.decidedAt} />
              </Link>
            ),
          },
          {
            key: "account",
            head: <Trans>Account</Trans>,
            cell: (row) => (
              <Link
                to="/accounts/$accountId"
                params={{ accountId: row.account.id }}
                className="text-link wrap-anywhere"
              >
                {row.account.name}
              </Link>
            ),
          },
          { key: "shift", head: <Trans>What changes</Trans>, cell: (row) => shifts[row.shift] },
          {
            key: "before",
            head: <Trans>As it was</Trans>,
            align: "end",
            cell: (row) => <Answer answer={row.before} />,
          },
          {
            key: "after",
            head: <Trans>Would be</Trans>,
            align: "end",
            cell: (row) => <Answer answer={row.after} />,
          },
          {
            key: "moved",
            head: <Trans>Difference</Trans>,
            align: "end",
            cell: (row) => <Sum value={row.moved} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
      />
    </Section>
  );
}

function Answer({ answer }: { readonly answer: Difference["before"] }) {
  const locale = useLocale();
  const code = refusalCodeSchema.safeParse(answer.headline);
  if (!code.success) return <Sum value={answer.final} />;
  // What the reason is about stands in the decision; here the kind of reason is enough.
  return (
    <span className="text-muted">
      {REFUSAL_TEXTS[code.data].reason[locale].replaceAll(/\{[^}]*\}/g, "…")}
    </span>
  );
}
