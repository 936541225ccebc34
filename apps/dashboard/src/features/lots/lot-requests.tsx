import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Amount, DataTable, EmptyState, Instant, MoreButton, Sheet } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** The requests that used a lot on one day, each with the lot's part of it. */
export function LotRequests(props: {
  readonly lotId: string;
  /** Local day, `2026-11-20`. */
  readonly day: string;
  readonly onClose: () => void;
}) {
  const { lotId, day } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const requests = useInfiniteQuery(
    trpc.wallet.lotUsage.infiniteQueryOptions(
      { accountId: account.id, lotId, day, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t`Requests of ${day}`}
    >
      <DataTable
        caption={t`Requests of ${day}`}
        rows={requests.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(request) => request.eventId}
        loading={requests.isPending}
        error={
          requests.error && (
            <ProblemState
              thing={t`The requests could not be loaded`}
              error={requests.error}
              onRetry={() => void requests.refetch()}
              retrying={requests.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No request of that day used these credits.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "at",
            head: <Trans>Time</Trans>,
            rowHead: true,
            cell: (request) => <Instant at={request.occurredAt} precision="second" />,
          },
          {
            key: "model",
            head: <Trans>Model</Trans>,
            cell: (request) => <span className="wrap-anywhere">{request.model}</span>,
          },
          {
            key: "part",
            head: <Trans>From this lot ({account.currency})</Trans>,
            align: "end",
            cell: (request) => <Amount value={request.fromLot} symbol={false} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={requests.hasNextPage}
        isFetchingNextPage={requests.isFetchingNextPage}
        fetchNextPage={requests.fetchNextPage}
      />
    </Sheet>
  );
}
