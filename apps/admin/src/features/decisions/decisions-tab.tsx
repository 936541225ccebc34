import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { decimalToNanos } from "@tenure/core/money";
import {
  DataTable,
  EmptyState,
  Instant,
  KeyHints,
  listRow,
  Money,
  MoreButton,
  Section,
  useDecisionTitle,
  useListKeys,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { OutcomeTag } from "./outcome-tag.tsx";

/** Everything that was decided about the account, newest first. */
export function DecisionsTab() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const titleOf = useDecisionTitle();
  const keys = useListKeys();
  const decisions = useInfiniteQuery(
    trpc.decisions.list.infiniteQueryOptions(
      { accountId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <div ref={keys}>
      <Section
        title={t`Decisions`}
        description={<Trans>Each is signed, and gives the same answer again from the same facts.</Trans>}
      >
        <DataTable
          caption={t`Decisions`}
          rows={decisions.data?.pages.flatMap((page) => page.items) ?? []}
          rowKey={(decision) => decision.id}
          loading={decisions.isPending}
          error={
            decisions.error && (
              <ProblemState
                thing={t`The decisions could not be loaded`}
                error={decisions.error}
                onRetry={() => void decisions.refetch()}
                retrying={decisions.isFetching}
              />
            )
          }
          empty={
            <EmptyState>
              <Trans>Nothing was decided yet. Purchases, gifts and refunds each leave a decision here.</Trans>
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
                    to="/accounts/$accountId/decisions/$decisionId"
                    params={{ accountId, decisionId: decision.id }}
                    className="hover:underline"
                    {...listRow}
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
              key: "policy",
              head: <Trans>Policy</Trans>,
              cell: (decision) => <span className="figures">{decision.policyVersion}</span>,
            },
            {
              key: "digest",
              head: <Trans>Digest</Trans>,
              cell: (decision) => (
                <code className="font-mono text-sm text-muted" title={decision.digest}>
                  {decision.digest.slice(0, 12)}
                </code>
              ),
            },
            {
              key: "decided",
              head: <Trans context="date">Decided</Trans>,
              align: "end",
              cell: (decision) => <Instant at={decision.decidedAt} precision="second" />,
            },
          ]}
        />
        <MoreButton
          hasNextPage={decisions.hasNextPage}
          isFetchingNextPage={decisions.isFetchingNextPage}
          fetchNextPage={decisions.fetchNextPage}
        />
      </Section>
      <KeyHints
        hints={[
          { keys: ["j", "k"], does: <Trans>next, previous</Trans> },
          { keys: ["↵"], does: <Trans>open</Trans> },
        ]}
      />
    </div>
  );
}
