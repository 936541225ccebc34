import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Button,
  DataTable,
  EmptyState,
  Instant,
  KeyHints,
  listRow,
  MoreButton,
  PageHeader,
  Select,
  useListKeys,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { EventSheet } from "./event-sheet.tsx";
import { EventStateTag } from "./event-state-tag.tsx";
import { type EventFilter, eventStates, readEventFilter } from "./types.ts";

/** What the payment providers told us, and what became of each: verified, stored, then applied. */
export function PaymentEventsPage(props: {
  readonly filter: EventFilter;
  readonly onFilter: (filter: EventFilter) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const keys = useListKeys();
  const { state, object } = filter;
  const events = useInfiniteQuery(
    trpc.operations.events.list.infiniteQueryOptions(
      {
        limit: 50,
        ...(state === undefined ? {} : { state }),
        ...(object === undefined ? {} : { objectId: object }),
      },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const words = {
    problem: t`Problem`,
    received: t`Received, not applied yet`,
    applied: t`Applied`,
    ignored: t`Ignored`,
  } satisfies Record<(typeof eventStates)[number], string>;
  return (
    <div ref={keys}>
      <PageHeader
        title={t`Payment events`}
        description={
          <Trans>
            Notifications of the payment providers. Each is verified and stored before it is applied.
          </Trans>
        }
      />
      <div className="mb-5 flex flex-wrap items-end gap-4">
        <Select
          className="w-64 phone:w-full"
          label={t`State`}
          required={false}
          value={state ?? ""}
          onChange={(event) =>
            onFilter(
              readEventFilter({ state: event.target.value, ...(object === undefined ? {} : { object }) }),
            )
          }
          options={[
            { value: "", label: t`All` },
            ...eventStates.map((each) => ({ value: each, label: words[each] })),
          ]}
        />
        {object !== undefined && (
          <span className="flex items-center gap-3">
            <Trans>
              About <code className="font-mono text-sm">{object}</code>
            </Trans>
            <Button tone="quiet" size="sm" onClick={() => onFilter(state === undefined ? {} : { state })}>
              <Trans>Show all objects</Trans>
            </Button>
          </span>
        )}
      </div>
      <DataTable
        caption={t`Payment events`}
        rows={events.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(event) => event.id}
        {...(filter.event === undefined ? {} : { currentKey: filter.event })}
        loading={events.isPending}
        error={
          events.error && (
            <ProblemState
              thing={t`The payment events could not be loaded`}
              error={events.error}
              onRetry={() => void events.refetch()}
              retrying={events.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {state === undefined && object === undefined ? (
              <Trans>
                No payment provider has sent a notification yet. The first comes with the first payment.
              </Trans>
            ) : (
              <Trans>No notification matches.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "type",
            head: <Trans>Notification</Trans>,
            rowHead: true,
            cell: (event) => (
              <span className="flex flex-col">
                <Link
                  to="/payment-events"
                  search={{ ...filter, event: event.id }}
                  resetScroll={false}
                  className="font-mono text-sm hover:underline"
                  {...listRow}
                >
                  {event.type}
                </Link>
                {event.problem !== null && (
                  <span className="text-sm font-normal text-refused wrap-anywhere">{event.problem}</span>
                )}
              </span>
            ),
          },
          {
            key: "object",
            head: <Trans>About</Trans>,
            cell: (event) => (
              <Link
                to="/payment-events"
                search={{ object: event.objectId }}
                className="font-mono text-sm wrap-anywhere hover:underline"
              >
                {event.objectId}
              </Link>
            ),
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (event) => <EventStateTag state={event.state} />,
          },
          {
            key: "received",
            head: <Trans context="date">Received</Trans>,
            align: "end",
            cell: (event) => <Instant at={event.receivedAt} precision="second" />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={events.hasNextPage}
        isFetchingNextPage={events.isFetchingNextPage}
        fetchNextPage={events.fetchNextPage}
      />
      <KeyHints
        hints={[
          { keys: ["j", "k"], does: <Trans>next, previous</Trans> },
          { keys: ["↵"], does: <Trans>open</Trans> },
        ]}
      />
      {filter.event !== undefined && (
        <EventSheet
          providerEventId={filter.event}
          onClose={() =>
            onFilter({
              ...(state === undefined ? {} : { state }),
              ...(object === undefined ? {} : { object }),
            })
          }
        />
      )}
    </div>
  );
}
