import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Amount, DataTable, Instant, MoreButton, PageHeader } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { FirstUsage } from "./first-usage.tsx";
import { PaidBy } from "./paid-by.tsx";
import { subDigitsOf } from "./sub-digits.ts";
import { TokenCounts } from "./token-counts.tsx";

/** Usage arrives by itself; someone who looks at it should see it come. */
const REFRESH_INTERVAL_MS = 10_000;

/** Every recorded request: what it used, what it was worth, who paid for it. */
export function UsagePage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const usage = useInfiniteQuery(
    trpc.usage.list.infiniteQueryOptions(
      { accountId: account.id, limit: 50 },
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
  return (
    <>
      <PageHeader
        title={t`Usage`}
        description={<Trans>Every request that was reported, valued at the list price of its moment.</Trans>}
      />
      <DataTable
        wide
        caption={t`Usage`}
        rows={rows}
        rowKey={(event) => event.id}
        loading={usage.isPending}
        error={
          usage.error && (
            <ProblemState
              thing={t`Your usage could not be loaded`}
              error={usage.error}
              onRetry={() => void usage.refetch()}
              retrying={usage.isFetching}
            />
          )
        }
        empty={<FirstUsage />}
        columns={[
          {
            key: "time",
            head: <Trans>Time</Trans>,
            rowHead: true,
            cell: (event) => <Instant at={event.occurredAt} precision="second" />,
          },
          {
            key: "model",
            head: <Trans>Model</Trans>,
            cell: (event) => <span className="wrap-anywhere">{event.model}</span>,
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
            cell: (event) => <Amount value={event.value} symbol={false} subDigits={subDigits} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={usage.hasNextPage}
        isFetchingNextPage={usage.isFetchingNextPage}
        fetchNextPage={usage.fetchNextPage}
      />
    </>
  );
}
