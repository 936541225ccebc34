import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { DataTable, EmptyState, Instant, MoreButton, PageHeader, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { useReviewWords } from "./use-review-words.ts";

const RENEWAL_MS = 30_000;

/** Documents of organisations that wait to be read (C1.2). */
export function ReviewsPage() {
  const { t } = useLingui();
  const words = useReviewWords();
  const queue = useInfiniteQuery(
    trpc.documentReviews.desk.queue.infiniteQueryOptions(
      { limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: RENEWAL_MS },
    ),
  );
  return (
    <>
      <PageHeader
        title={t`Document reviews`}
        description={<Trans>Companies and organisations that prove who they are by their documents.</Trans>}
      />
      <DataTable
        caption={t`Document reviews`}
        rows={queue.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={queue.isPending}
        error={
          queue.error && (
            <ProblemState
              thing={t`The reviews could not be loaded`}
              error={queue.error}
              onRetry={() => void queue.refetch()}
              retrying={queue.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>No documents wait to be read.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "account",
            head: <Trans>Account</Trans>,
            rowHead: true,
            cell: (row) => (
              <Link to="/document-reviews/$reviewId" params={{ reviewId: row.id }} className="text-link">
                {row.account.name}
              </Link>
            ),
          },
          { key: "kind", head: <Trans>Kind</Trans>, cell: (row) => words.kind(row.kind) },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (row) => <Tag tone={words.state(row.state).tone}>{words.state(row.state).word}</Tag>,
          },
          { key: "reviewer", head: <Trans>Reviewer</Trans>, cell: (row) => row.reviewer ?? "—" },
          {
            key: "submitted",
            head: <Trans context="date">Submitted</Trans>,
            cell: (row) => <Instant at={row.submittedAt} />,
          },
          { key: "due", head: <Trans>Due</Trans>, cell: (row) => <Instant at={row.dueAt} /> },
        ]}
      />
      <MoreButton
        hasNextPage={queue.hasNextPage}
        isFetchingNextPage={queue.isFetchingNextPage}
        fetchNextPage={queue.fetchNextPage}
      />
    </>
  );
}
