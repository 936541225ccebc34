import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { DataTable, EmptyState, Instant, MoreButton, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { BookAmount } from "./book-amount.tsx";
import { JournalFilters } from "./journal-filters.tsx";
import { JournalName } from "./journal-name.tsx";
import { Postings } from "./postings.tsx";
import type { JournalFilter } from "./types.ts";

/** Every movement of the account, newest first, with what the wallet was worth after it. */
export function AccountJournals(props: {
  readonly filter: JournalFilter;
  readonly onFilter: (filter: JournalFilter) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const journals = useInfiniteQuery(
    trpc.ledger.journals.infiniteQueryOptions(
      { accountId, ...filter },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Section
      title={t`Movements`}
      description={
        <Trans>
          Each with all its sides, which sum to zero. None is ever changed: a correction is a movement of its
          own.
        </Trans>
      }
    >
      <JournalFilters filter={filter} onFilter={onFilter} />
      <DataTable
        caption={t`Movements`}
        wide
        rows={journals.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(journal) => journal.id}
        loading={journals.isPending}
        error={
          journals.error && (
            <ProblemState
              thing={t`The movements could not be loaded`}
              error={journals.error}
              onRetry={() => void journals.refetch()}
              retrying={journals.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {Object.keys(filter).length === 0 ? (
              <Trans>No money of this account has moved yet.</Trans>
            ) : (
              <Trans>No movement matches.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "movement",
            head: <Trans>Movement</Trans>,
            rowHead: true,
            cell: (journal) => <JournalName journal={journal} accountId={accountId} />,
          },
          {
            key: "recorded",
            head: <Trans>Recorded</Trans>,
            cell: (journal) => (
              <span className="flex flex-col">
                <Instant at={journal.recordedAt} precision="second" />
                {journal.effectiveAt !== journal.recordedAt && (
                  <span className="text-sm text-muted">
                    <Trans>
                      effective <Instant at={journal.effectiveAt} precision="second" />
                    </Trans>
                  </span>
                )}
              </span>
            ),
          },
          {
            key: "postings",
            head: <Trans>Postings</Trans>,
            unlabelled: true,
            cell: (journal) => <Postings postings={journal.postings} />,
          },
          {
            key: "after",
            head: <Trans>Wallet afterwards ({currency})</Trans>,
            align: "end",
            cell: (journal) => <BookAmount value={journal.walletAfter} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={journals.hasNextPage}
        isFetchingNextPage={journals.isFetchingNextPage}
        fetchNextPage={journals.fetchNextPage}
      />
    </Section>
  );
}
