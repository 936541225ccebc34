import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Amount,
  buttonClass,
  DataTable,
  EmptyState,
  Instant,
  MoreButton,
  PageHeader,
  Section,
  useLocale,
} from "@tenure/ui";
import { ProblemState, unlessLive } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { PurchaseStateTag } from "./purchase-state-tag.tsx";

/** Add-ons: what is offered, and what this account has (T6.1). */
export function AddOnsPage() {
  const { t } = useLingui();
  return (
    <>
      <PageHeader
        title={t`Add-ons`}
        description={<Trans>Extras that are charged once, after you agreed to the exact amount.</Trans>}
      />
      <OfferedSection />
      <PurchasesSection />
    </>
  );
}

function OfferedSection() {
  const { t } = useLingui();
  const language = useLocale();
  const { account } = useCurrentAccount();
  const offered = useQuery(trpc.addOns.offered.queryOptions({ accountId: account.id }));
  return (
    <Section title={t`Offered`}>
      <DataTable
        caption={t`Offered`}
        rows={offered.data ?? []}
        rowKey={(row) => row.priceId}
        loading={offered.isPending}
        error={
          offered.error && (
            <ProblemState
              thing={t`The add-ons could not be loaded`}
              error={offered.error}
              onRetry={() => void offered.refetch()}
              retrying={offered.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nothing is offered in {account.currency} at present.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            head: <Trans>Add-on</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="inline-flex max-w-96 flex-col">
                <span>{row.name}</span>
                <span className="text-sm font-normal text-muted">{row.description[language]}</span>
              </span>
            ),
          },
          {
            key: "price",
            head: <Trans>Price before tax ({account.currency})</Trans>,
            align: "end",
            cell: (row) => <Amount value={row.price} symbol={false} />,
          },
          {
            key: "buy",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            unlabelled: true,
            cell: (row) => (
              <Link
                to="/add-ons/$priceId"
                params={{ priceId: row.priceId }}
                className={buttonClass("secondary", "sm")}
                aria-label={t`Review ${row.name}`}
              >
                {t({ message: "Review", context: "an add-on" })}
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}

const WAITING_INTERVAL_MS = 4000;

function PurchasesSection() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const purchases = useInfiniteQuery(
    trpc.addOns.purchases.infiniteQueryOptions(
      { accountId: account.id },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        refetchInterval: ({ state }) =>
          (state.data?.pages ?? []).some(({ items }) => items.some((each) => each.state === "pending")) &&
          unlessLive(WAITING_INTERVAL_MS),
      },
    ),
  );
  return (
    <Section anchor="bought" title={t`What you have`}>
      <DataTable
        wide
        caption={t`What you have`}
        rows={purchases.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.orderId}
        loading={purchases.isPending}
        error={
          purchases.error && (
            <ProblemState
              thing={t`Your add-ons could not be loaded`}
              error={purchases.error}
              onRetry={() => void purchases.refetch()}
              retrying={purchases.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Each add-on you buy is listed here, with what you agreed to.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "order",
            head: <Trans>Order</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="inline-flex flex-col">
                <Link
                  to="/decisions/$decisionId"
                  params={{ decisionId: row.decisionId }}
                  className="figures hover:underline"
                >
                  {row.orderNumber}
                </Link>
                <span className="text-sm font-normal text-muted">
                  {row.quantity} × {row.name}
                </span>
              </span>
            ),
          },
          {
            key: "agreed",
            head: <Trans>Agreed at</Trans>,
            cell: (row) => <Instant at={row.consent.givenAt} />,
          },
          { key: "method", head: <Trans>Method</Trans>, cell: (row) => row.method ?? "—" },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (row) => <PurchaseStateTag purchase={row} />,
          },
          {
            key: "total",
            head: <Trans>Total ({account.currency})</Trans>,
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
