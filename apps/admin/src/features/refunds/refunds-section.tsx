import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Amount,
  DataTable,
  EmptyState,
  Instant,
  listRow,
  MoreButton,
  RefundStatusTag,
  Section,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** Every refund of the account, newest first. */
export function RefundsSection() {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const refunds = useInfiniteQuery(
    trpc.refunds.list.infiniteQueryOptions(
      { accountId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Section title={t`Refunds`}>
      <DataTable
        caption={t`Refunds`}
        rows={refunds.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(refund) => refund.id}
        loading={refunds.isPending}
        error={
          refunds.error && (
            <ProblemState
              thing={t`The refunds could not be loaded`}
              error={refunds.error}
              onRetry={() => void refunds.refetch()}
              retrying={refunds.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>
              Nothing of this account was refunded. A refund appears here once its owner submits it.
            </Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "number",
            head: <Trans>Refund</Trans>,
            rowHead: true,
            cell: (refund) => (
              <Link
                to="/accounts/$accountId/refunds/$refundId"
                params={{ accountId, refundId: refund.id }}
                className="figures whitespace-nowrap hover:underline"
                {...listRow}
              >
                {refund.number}
              </Link>
            ),
          },
          {
            key: "order",
            head: <Trans>Order</Trans>,
            cell: (refund) => (
              <span className="flex flex-col phone:items-end">
                <span className="figures whitespace-nowrap">{refund.orderNumber}</span>
                {refund.kind === "goodwill" && (
                  <span className="text-sm text-muted">
                    <Trans>out of goodwill</Trans>
                  </span>
                )}
                {refund.kind === "outside" && (
                  <span className="text-sm text-muted">
                    <Trans>made at the provider</Trans>
                  </span>
                )}
                {refund.kind === "surplus" && (
                  <span className="text-sm text-muted">
                    <Trans>second payment, returned whole</Trans>
                  </span>
                )}
              </span>
            ),
          },
          {
            key: "submitted",
            head: <Trans context="date">Submitted</Trans>,
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
            head: <Trans>Amount ({currency})</Trans>,
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
    </Section>
  );
}
