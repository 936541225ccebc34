import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Amount,
  buttonClass,
  DataTable,
  EmptyState,
  Instant,
  MoreButton,
  PageHeader,
  RefundStatusTag,
} from "@tenure/ui";
import { ProblemState, unlessLive } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

const UNDER_WAY_INTERVAL_MS = 4000;

/** Every refund of the account, newest first. */
export function RefundsPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const refunds = useInfiniteQuery(
    trpc.refunds.list.infiniteQueryOptions(
      { accountId: account.id },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        refetchInterval: ({ state }) =>
          state.data?.pages.some((page) => page.items.some((each) => each.status === "refunding")) === true &&
          unlessLive(UNDER_WAY_INTERVAL_MS),
      },
    ),
  );
  const rows = refunds.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={t`Refunds`}
        description={
          <Trans>
            What may be refunded, and how much, is written in the{" "}
            <Link to="/policy" hash="R" className="text-link">
              policy
            </Link>
            .
          </Trans>
        }
        actions={
          <Link to="/refund-cases" className={buttonClass()}>
            <Trans>Refund requests</Trans>
          </Link>
        }
      />
      <DataTable
        wide
        caption={t`Refunds`}
        rows={rows}
        rowKey={(refund) => refund.id}
        loading={refunds.isPending}
        error={
          refunds.error && (
            <ProblemState
              thing={t`Your refunds could not be loaded`}
              error={refunds.error}
              onRetry={() => void refunds.refetch()}
              retrying={refunds.isFetching}
            />
          )
        }
        empty={
          <EmptyState
            action={
              <Link to="/subscription" hash="billing-history" className={buttonClass()}>
                <Trans>Go to the billing history</Trans>
              </Link>
            }
          >
            <Trans>No refund yet. You ask for one at the order, in the billing history.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "number",
            head: <Trans>Refund</Trans>,
            rowHead: true,
            cell: (refund) => (
              <Link
                to="/refunds/$refundId"
                params={{ refundId: refund.id }}
                className="text-link font-medium"
              >
                {refund.number}
              </Link>
            ),
          },
          {
            key: "kind",
            head: <Trans>For</Trans>,
            cell: (refund) =>
              refund.kind === "surplus"
                ? t`Second payment`
                : refund.kind === "top_up"
                  ? t`Top-up`
                  : refund.kind === "goodwill"
                    ? t({ message: "Goodwill", context: "kind of a refund" })
                    : refund.kind === "outside"
                      ? t({ message: "By our support", context: "kind of a refund" })
                      : t`Subscription`,
          },
          {
            key: "order",
            head: <Trans>Order</Trans>,
            cell: (refund) => refund.orderNumber,
          },
          {
            key: "submitted",
            head: <Trans>Submitted at</Trans>,
            cell: (refund) => <Instant at={refund.submittedAt} />,
          },
          {
            key: "status",
            head: <Trans>Status</Trans>,
            cell: (refund) => (
              <RefundStatusTag status={refund.status} arrivalBusinessDays={refund.arrivalBusinessDays} />
            ),
          },
          {
            key: "amount",
            head: <Trans>Amount ({account.currency})</Trans>,
            align: "end",
            cell: (refund) => <Amount value={refund.final ?? refund.expected} symbol={false} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={refunds.hasNextPage}
        isFetchingNextPage={refunds.isFetchingNextPage}
        fetchNextPage={refunds.fetchNextPage}
      />
    </>
  );
}
