import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { decimalToNanos } from "@tenure/core/money";
import { DataTable, EmptyState, Instant, Money, MoreButton, PageHeader, useDecisionTitle } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { OutcomeTag } from "./outcome-tag.tsx";

/** Every stored decision about the account: what was decided, when, by which policy. */
export function DecisionsPage() {
  const { t } = useLingui();
  const titleOf = useDecisionTitle();
  const { account } = useCurrentAccount();
  const decisions = useInfiniteQuery(
    trpc.decisions.list.infiniteQueryOptions(
      { accountId: account.id, usage: "leave_out" },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = decisions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={t`Decisions`}
        description={
          <Trans>
            Each decision about money or rights is kept as it was made, signed. You can check it without
            trusting us.
          </Trans>
        }
      />
      <DataTable
        wide
        caption={t`Decisions`}
        rows={rows}
        rowKey={(decision) => decision.id}
        loading={decisions.isPending}
        error={
          decisions.error && (
            <ProblemState
              thing={t`Your decisions could not be loaded`}
              error={decisions.error}
              onRetry={() => void decisions.refetch()}
              retrying={decisions.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nothing was decided yet. Purchases, refunds and gifts are recorded here.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "kind",
            head: <Trans>Decision</Trans>,
            rowHead: true,
            cell: (decision) => (
              <span className="flex flex-col items-start">
                <Link
                  to="/decisions/$decisionId"
                  params={{ decisionId: decision.id }}
                  className="text-link font-medium"
                >
                  {titleOf(decision.kind)}
                </Link>
                {decision.subject !== null && (
                  <span className="figures text-sm font-normal text-muted">{decision.subject}</span>
                )}
              </span>
            ),
          },
          {
            key: "outcome",
            head: <Trans>Outcome</Trans>,
            cell: (decision) => <OutcomeTag outcome={decision.outcome} />,
          },
          {
            key: "amount",
            head: <Trans>Amount</Trans>,
            align: "end",
            cell: (decision) =>
              decision.amount !== null && (
                <Money
                  nanos={decimalToNanos(decision.amount.amount) ?? 0n}
                  currency={decision.amount.currency}
                />
              ),
          },
          {
            key: "decided",
            head: <Trans>Decided at</Trans>,
            // What one command decides has the same minute.
            cell: (decision) => <Instant at={decision.decidedAt} precision="second" />,
          },
          {
            key: "policy",
            head: <Trans>Policy</Trans>,
            cell: (decision) => <span className="figures">{decision.policyVersion}</span>,
          },
        ]}
      />
      <MoreButton
        hasNextPage={decisions.hasNextPage}
        isFetchingNextPage={decisions.isFetchingNextPage}
        fetchNextPage={decisions.fetchNextPage}
      />
    </>
  );
}
