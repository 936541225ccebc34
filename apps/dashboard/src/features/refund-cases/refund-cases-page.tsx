import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { buttonClass, DataTable, EmptyState, Instant, MoreButton, PageHeader } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { CaseStateTag } from "./case-state-tag.tsx";

/** Refunds of the account that a person decides (R5), newest first. */
export function RefundCasesPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const cases = useInfiniteQuery(
    trpc.refundCases.list.infiniteQueryOptions(
      { accountId: account.id },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <>
      <PageHeader
        title={t`Refund requests`}
        back={
          <Link to="/refunds" className="text-link">
            <Trans>All refunds</Trans>
          </Link>
        }
        description={<Trans>Refunds that our staff decide: asked for here or by e-mail.</Trans>}
      />
      <DataTable
        caption={t`Refund requests`}
        rows={cases.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={cases.isPending}
        error={
          cases.error && (
            <ProblemState
              thing={t`Your refund requests could not be loaded`}
              error={cases.error}
              onRetry={() => void cases.refetch()}
              retrying={cases.isFetching}
            />
          )
        }
        empty={
          <EmptyState
            action={
              <Link to="/subscription" hash="billing-history" className={buttonClass()}>
                <Trans>Go to the billing history</Trans>
              </Link>
            }
          >
            <Trans>
              No request yet. Where an order cannot be refunded online, its row offers to ask a person.
            </Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "number",
            head: <Trans>Request</Trans>,
            rowHead: true,
            cell: (row) => (
              <Link to="/refund-cases/$caseId" params={{ caseId: row.id }} className="text-link font-medium">
                {row.number}
              </Link>
            ),
          },
          {
            key: "order",
            head: <Trans>Order</Trans>,
            cell: (row) => row.orderNumber ?? "—",
          },
          {
            key: "received",
            head: <Trans>Received at</Trans>,
            cell: (row) => <Instant at={row.receivedAt} />,
          },
          {
            key: "answer",
            head: <Trans>Answer</Trans>,
            cell: (row) =>
              row.decidedAt === null ? (
                <Trans>
                  by <Instant at={row.dueAt} precision="day" />
                </Trans>
              ) : (
                <Instant at={row.decidedAt} precision="day" />
              ),
          },
          {
            key: "state",
            head: <Trans>Status</Trans>,
            cell: (row) => <CaseStateTag state={row.state} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={cases.hasNextPage}
        isFetchingNextPage={cases.isFetchingNextPage}
        fetchNextPage={cases.fetchNextPage}
      />
    </>
  );
}
