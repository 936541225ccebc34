import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CopyText, DataTable, EmptyState, Instant, MoreButton, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { BookAmount } from "./book-amount.tsx";

/** The usage that a movement settles: the events of its batch, each with how it was paid. */
export function BatchEvents(props: { readonly journalId: string; readonly batchId: string }) {
  const { journalId, batchId } = props;
  const { t } = useLingui();
  const events = useInfiniteQuery(
    trpc.ledger.batchEvents.infiniteQueryOptions(
      { journalId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = events.data?.pages.flatMap((page) => page.items) ?? [];
  const currency = rows[0]?.value.currency ?? "";
  return (
    <Section
      anchor="usage"
      title={t`Usage of its batch`}
      description={<CopyText text={batchId} label={t`usage batch id`} />}
    >
      <DataTable
        caption={t`Usage of its batch`}
        wide
        rows={rows}
        rowKey={(event) => event.id}
        loading={events.isPending}
        error={
          events.error && (
            <ProblemState
              thing={t`The usage could not be loaded`}
              error={events.error}
              onRetry={() => void events.refetch()}
              retrying={events.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>This batch recorded no usage: it repaid a debt or closed a request.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "event",
            head: <Trans>Event</Trans>,
            rowHead: true,
            cell: (event) => (
              <span className="flex flex-col">
                <span className="font-mono text-sm wrap-anywhere">{event.clientEventId}</span>
                {event.kind === "reversal" && (
                  <span className="text-sm text-muted">
                    <Trans>takes an earlier event back</Trans>
                  </span>
                )}
              </span>
            ),
          },
          { key: "model", head: <Trans>Model</Trans>, cell: (event) => event.model },
          {
            key: "occurred",
            head: <Trans>Occurred</Trans>,
            cell: (event) => <Instant at={event.occurredAt} precision="second" />,
          },
          {
            key: "plan",
            head: <Trans>From the plan ({currency})</Trans>,
            align: "end",
            cell: (event) => <BookAmount value={event.planPart} />,
          },
          {
            key: "credit",
            head: <Trans>From credits ({currency})</Trans>,
            align: "end",
            cell: (event) => <BookAmount value={event.creditPart} />,
          },
          {
            key: "debt",
            head: <Trans>As debt ({currency})</Trans>,
            align: "end",
            cell: (event) => <BookAmount value={event.debtPart} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={events.hasNextPage}
        isFetchingNextPage={events.isFetchingNextPage}
        fetchNextPage={events.fetchNextPage}
      />
    </Section>
  );
}
