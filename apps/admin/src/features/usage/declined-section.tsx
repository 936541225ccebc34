import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { DataTable, EmptyState, Instant, MoreButton, Section, useRefusalWords } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

const PAGE_LENGTH = 20;

/** Requests that were declined before they ran, in the words their caller got. */
export function DeclinedSection() {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const words = useRefusalWords(currency);
  const declined = useInfiniteQuery(
    trpc.usage.holds.infiniteQueryOptions(
      { accountId, state: "declined", limit: PAGE_LENGTH },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Section title={<Trans>Declined requests</Trans>}>
      <DataTable
        caption={t`Declined requests`}
        rows={declined.data?.pages.flatMap((page) => page.items) ?? []}
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
            <Trans>No request of this account was declined.</Trans>
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
                  <li key={refusal.code}>{words(refusal).reason}</li>
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
    </Section>
  );
}
