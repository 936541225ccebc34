import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { DataTable, EmptyState, Instant, MoreButton, PageHeader } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { useGroundWords } from "./use-ground-words.ts";

/** Every account that is suspended: each waits for a person to lift it or to end it. */
export function SuspendedPage() {
  const { t } = useLingui();
  const ground = useGroundWords();
  const suspended = useInfiniteQuery(
    trpc.accounts.measures.suspended.infiniteQueryOptions(
      { limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <>
      <PageHeader
        title={t`Suspended accounts`}
        back={
          <Link to="/accounts" className="text-link">
            <Trans>Accounts</Trans>
          </Link>
        }
        description={<Trans>Each waits for a decision: lift the suspension, or terminate the account.</Trans>}
      />
      <DataTable
        caption={t`Suspended accounts`}
        rows={suspended.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={suspended.isPending}
        error={
          suspended.error && (
            <ProblemState
              thing={t`The suspended accounts could not be loaded`}
              error={suspended.error}
              onRetry={() => void suspended.refetch()}
              retrying={suspended.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No account is suspended.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "account",
            head: <Trans>Account</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="flex max-w-72 flex-col">
                <Link to="/accounts/$accountId" params={{ accountId: row.id }} className="text-link">
                  {row.account.name}
                </Link>
                <span className="text-sm font-normal text-muted wrap-anywhere">
                  {row.account.owner?.email ?? "—"}
                </span>
              </span>
            ),
          },
          {
            key: "why",
            head: <Trans>Reason</Trans>,
            cell: (row) => (
              <span className="flex max-w-96 flex-col">
                {row.ground !== null && <span className="font-medium">{ground(row.ground)}</span>}
                <span className="wrap-anywhere">{row.reason}</span>
              </span>
            ),
          },
          { key: "since", head: <Trans>Since</Trans>, cell: (row) => <Instant at={row.suspendedAt} /> },
        ]}
      />
      <MoreButton
        hasNextPage={suspended.hasNextPage}
        isFetchingNextPage={suspended.isFetchingNextPage}
        fetchNextPage={suspended.fetchNextPage}
      />
    </>
  );
}
