import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { Amount, Button, DataTable, EmptyState, Instant, MoreButton, saveFile } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { trpc } from "../../trpc.ts";
import { NoticeCell } from "./notice-cell.tsx";
import type { ChangeDraft, PriceChange } from "./types.ts";

type Row = Outputs["priceChanges"]["affected"]["items"][number];

const PAGE = 20;
const EXPORT_PAGE = 100;
const MOVING_INTERVAL_MS = 3000;

/** The subscriptions that a change concerns, each with its first renewal at the new price; also as a file. */
export function AffectedList(props: { readonly draft: ChangeDraft | null; readonly change?: PriceChange }) {
  const { change } = props;
  const { t } = useLingui();
  const asked = { draft: props.draft, priceChangeId: change?.id ?? null };
  const list = useInfiniteQuery(
    trpc.priceChanges.affected.infiniteQueryOptions(
      { ...asked, limit: PAGE },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        // Mails on their way are looked at again.
        refetchInterval: (query) =>
          query.state.data?.pages.some((page) =>
            page.items.some(({ notice }) => notice?.state === "queued"),
          ) === true && MOVING_INTERVAL_MS,
      },
    ),
  );
  const words = {
    renewing: t`Renews`,
    ending: t`Cancelled`,
    by_distributor: t`Distributor`,
    gift: t`Gift`,
  } satisfies Record<Row["kind"], string>;
  return (
    <div className="flex flex-col gap-2">
      <DataTable
        caption={t`Subscriptions it concerns`}
        rows={list.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={list.isPending}
        error={
          list.error && (
            <ProblemState
              thing={t`The subscriptions could not be loaded`}
              error={list.error}
              onRetry={() => void list.refetch()}
              retrying={list.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nobody has this price.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "account",
            head: <Trans>Account</Trans>,
            rowHead: true,
            cell: (row) => (
              <Link
                to="/accounts/$accountId"
                params={{ accountId: row.accountId }}
                className="text-link wrap-anywhere"
              >
                {row.accountName}
              </Link>
            ),
          },
          { key: "kind", head: <Trans>Standing</Trans>, cell: (row) => words[row.kind] },
          {
            key: "first",
            head: <Trans>New price from</Trans>,
            cell: (row) =>
              row.firstRenewalAt === null ? (
                <Trans>never</Trans>
              ) : (
                <>
                  <Instant at={row.firstRenewalAt} />
                  {row.tooSoon && (
                    <span className="block text-sm text-muted">
                      <Trans>One more term at the old price</Trans>
                    </span>
                  )}
                </>
              ),
          },
          ...(change?.direction === "raise"
            ? [
                {
                  key: "notice",
                  head: <Trans>Notice</Trans>,
                  cell: (row: Row) => <NoticeCell row={row} change={change} />,
                },
              ]
            : []),
          {
            key: "price",
            head: <Trans>Price now</Trans>,
            align: "end",
            cell: (row) => <Amount value={row.price} />,
          },
        ]}
      />
      <div className="flex flex-wrap items-center gap-3">
        <MoreButton
          hasNextPage={list.hasNextPage}
          isFetchingNextPage={list.isFetchingNextPage}
          fetchNextPage={list.fetchNextPage}
        />
        <ExportButton asked={asked} />
      </div>
    </div>
  );
}

function ExportButton(props: {
  readonly asked: { readonly draft: ChangeDraft | null; readonly priceChangeId: string | null };
}) {
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const lines = ["subscription,account,standing,price,currency,first_renewal_at_new_price,too_soon"];
      for (let cursor: string | undefined; ; ) {
        const page: Outputs["priceChanges"]["affected"] = await queryClient.fetchQuery(
          trpc.priceChanges.affected.queryOptions(
            { ...props.asked, limit: EXPORT_PAGE, ...(cursor === undefined ? {} : { cursor }) },
            { staleTime: 0 },
          ),
        );
        // Ids and not names: nothing a customer wrote can be run by a spreadsheet.
        for (const row of page.items)
          lines.push(
            [
              row.id,
              row.accountId,
              row.kind,
              row.price.amount,
              row.price.currency,
              row.firstRenewalAt ?? "",
              row.tooSoon,
            ].join(","),
          );
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      saveFile({
        name: "price-change-subscriptions.csv",
        type: "text/csv",
        content: `${lines.join("\r\n")}\r\n`,
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button loading={busy} onClick={() => void run()}>
      <Trans>Download as CSV</Trans>
    </Button>
  );
}
