import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Amount, DataTable, EmptyState, Instant, MoreButton, Section, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** What an account bought beside its plan, each with the consent that came before the charge (T6.1). */
export function AddOnsTab() {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const purchases = useInfiniteQuery(
    trpc.addOns.purchases.infiniteQueryOptions(
      { accountId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const states = {
    paid: <Tag tone="done">{t`Paid`}</Tag>,
    pending: <Tag tone="progress">{t({ message: "On its way", context: "charge" })}</Tag>,
    failed: <Tag tone="refused">{t`Not charged`}</Tag>,
    expired: <Tag tone="neutral">{t`Expired`}</Tag>,
  };
  return (
    <Section
      title={t`Add-ons`}
      description={<Trans>Charged once each, under a consent to that very amount.</Trans>}
    >
      <DataTable
        wide
        caption={t`Add-ons`}
        rows={purchases.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.orderId}
        loading={purchases.isPending}
        error={
          purchases.error && (
            <ProblemState
              thing={t`The add-ons could not be loaded`}
              error={purchases.error}
              onRetry={() => void purchases.refetch()}
              retrying={purchases.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>This account bought no add-on.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "order",
            head: <Trans>Order</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="flex flex-col">
                <span className="figures">{row.orderNumber}</span>
                <span className="text-sm font-normal text-muted">
                  {row.quantity} × {row.name}
                </span>
              </span>
            ),
          },
          {
            key: "consent",
            head: <Trans>Consent</Trans>,
            cell: (row) => (
              <span className="flex flex-col">
                <Instant at={row.consent.givenAt} />
                <span className="figures text-sm text-muted" title={row.consent.hash}>
                  {row.consent.version} · {row.consent.hash.slice(0, 8)}
                </span>
              </span>
            ),
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (row) => (
              <span className="flex max-w-60 flex-col items-start gap-1 @max-3xl:items-end">
                {states[row.state]}
                {row.failure !== null && (
                  <span className="text-sm text-muted">{row.failure.message ?? row.failure.code}</span>
                )}
              </span>
            ),
          },
          { key: "method", head: <Trans>Method</Trans>, cell: (row) => row.method ?? "—" },
          {
            key: "total",
            head: <Trans>Total ({currency})</Trans>,
            align: "end",
            cell: (row) => <Amount value={row.total} symbol={false} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={purchases.hasNextPage}
        isFetchingNextPage={purchases.isFetchingNextPage}
        fetchNextPage={purchases.fetchNextPage}
      />
    </Section>
  );
}
