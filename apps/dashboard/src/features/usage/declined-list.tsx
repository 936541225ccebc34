import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { DataTable, EmptyState, Instant, MoreButton, useRefusalWords } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** Requests that were not let through, and why: nothing of them was used or paid. */
export function DeclinedList() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const words = useRefusalWords(account.currency);
  const declined = useInfiniteQuery(
    trpc.usage.holds.infiniteQueryOptions(
      { accountId: account.id, state: "declined", limit: 20 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = declined.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <DataTable
        wide
        caption={t`Requests that were declined`}
        rows={rows}
        rowKey={(hold) => hold.holdId}
        loading={declined.isPending}
        error={
          declined.error && (
            <ProblemState
              thing={t`Declined requests could not be loaded`}
              error={declined.error}
              onRetry={() => void declined.refetch()}
              retrying={declined.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>
              No request was declined. One is when plan and credits cannot pay it, or a spend limit is
              reached.
            </Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "time",
            head: <Trans>Time</Trans>,
            rowHead: true,
            cell: (hold) => <Instant at={hold.openedAt} precision="second" />,
          },
          {
            key: "model",
            head: <Trans>Model</Trans>,
            cell: (hold) => <span className="wrap-anywhere">{hold.model}</span>,
          },
          {
            key: "why",
            head: <Trans>Why</Trans>,
            cell: (hold) => (
              <ul className="flex max-w-prose flex-col gap-1">
                {hold.refusals.map((refusal) => (
                  <li key={refusal.code}>
                    {words(refusal).reason} <span className="text-muted">{words(refusal).help}</span>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={declined.hasNextPage}
        isFetchingNextPage={declined.isFetchingNextPage}
        fetchNextPage={declined.fetchNextPage}
      />
    </>
  );
}
