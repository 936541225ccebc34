import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { clientEventIdSchema } from "@tenure/core/contract";
import { fromMoney } from "@tenure/core/money";
import { Amount, Button, DataTable, EmptyState, Instant, MoreButton, Tag, TextInput } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { type FormEvent, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { EventSheet } from "./event-sheet.tsx";
import { PaidBy } from "./paid-by.tsx";
import { subDigitsOf } from "./sub-digits.ts";
import { TokenCounts } from "./token-counts.tsx";

const REFRESH_INTERVAL_MS = 10_000;

/** Every recorded request, to be found by the id its program gave it; each opens with everything behind it. */
export function EventList(props: {
  /** The id that is looked for. */
  readonly wanted: string | undefined;
  readonly onWanted: (id: string | undefined) => void;
  readonly sort: string | undefined;
  readonly onSort: (sort: { readonly sort?: string }) => void;
}) {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const { wanted: clientEventId } = props;
  const [typed, setTyped] = useState(clientEventId ?? "");
  const [shown, setShown] = useState(clientEventId);
  // Going back changes what is looked for without anybody typing.
  if (shown !== clientEventId) {
    setShown(clientEventId);
    setTyped(clientEventId ?? "");
  }
  const [isOdd, setIsOdd] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const usage = useInfiniteQuery(
    trpc.usage.list.infiniteQueryOptions(
      { accountId: account.id, limit: 20, ...(clientEventId === undefined ? {} : { clientEventId }) },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        refetchInterval: REFRESH_INTERVAL_MS,
      },
    ),
  );
  const rows = usage.data?.pages.flatMap((page) => page.items) ?? [];
  const subDigits = subDigitsOf(
    rows.map((event) => event.value),
    account.currency,
  );
  const search = (event: FormEvent) => {
    event.preventDefault();
    const wanted = typed.trim();
    const odd = wanted !== "" && !clientEventIdSchema.safeParse(wanted).success;
    setIsOdd(odd);
    if (!odd) props.onWanted(wanted === "" ? undefined : wanted);
  };
  return (
    <>
      <form onSubmit={search} className="mb-4 flex flex-wrap items-end gap-2" role="search">
        <TextInput
          label={t`Event id`}
          type="search"
          required={false}
          className="w-72 phone:w-full"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={isOdd && <Trans>An event id has 1 to 128 letters, digits or . _ : / @ -</Trans>}
        />
        <Button type="submit">
          <Trans>Search</Trans>
        </Button>
      </form>
      <DataTable
        wide
        name="usage-events"
        sort={props.sort}
        onSort={props.onSort}
        hasMore={usage.hasNextPage}
        caption={t`Requests that were served`}
        rows={rows}
        rowKey={(event) => event.id}
        loading={usage.isPending}
        error={
          usage.error && (
            <ProblemState
              thing={t`Your requests could not be loaded`}
              error={usage.error}
              onRetry={() => void usage.refetch()}
              retrying={usage.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {clientEventId === undefined ? (
              <Trans>No request was reported yet.</Trans>
            ) : (
              <Trans>No request with this event id was reported.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "time",
            head: <Trans>Time</Trans>,
            rowHead: true,
            sortBy: (event) => event.occurredAt,
            cell: (event) => <Instant at={event.occurredAt} precision="second" />,
          },
          {
            key: "model",
            head: <Trans>Model</Trans>,
            cell: (event) => (
              <span className="inline-flex flex-wrap items-center gap-x-2">
                <span className="wrap-anywhere">{event.model}</span>
                {event.kind === "reversal" && (
                  <Tag tone="neutral">
                    <Trans>Reversal</Trans>
                  </Tag>
                )}
              </span>
            ),
          },
          {
            key: "tokens",
            head: <Trans>Tokens in / out</Trans>,
            align: "end",
            cell: (event) => <TokenCounts tokens={event.tokens} />,
          },
          { key: "paid-by", head: <Trans>Paid by</Trans>, cell: (event) => <PaidBy event={event} /> },
          {
            key: "value",
            head: <Trans>Value ({account.currency})</Trans>,
            align: "end",
            sortBy: (event) => fromMoney(event.value),
            cell: (event) => <Amount value={event.value} symbol={false} subDigits={subDigits} />,
          },
          {
            key: "open",
            head: <span className="sr-only">{t`Details`}</span>,
            align: "end",
            unlabelled: true,
            cell: (event) => (
              <Button
                size="sm"
                tone="quiet"
                aria-label={t`Details of ${event.clientEventId}`}
                onClick={() => setOpenId(event.id)}
              >
                <Trans>Details</Trans>
              </Button>
            ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={usage.hasNextPage}
        isFetchingNextPage={usage.isFetchingNextPage}
        fetchNextPage={usage.fetchNextPage}
      />
      <EventSheet eventId={openId} onOpen={setOpenId} />
    </>
  );
}
