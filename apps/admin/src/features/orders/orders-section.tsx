import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Amount,
  DataTable,
  DisputeTag,
  EmptyState,
  Instant,
  listRow,
  MoreButton,
  RefundPartNote,
  RefundStatusTag,
  Section,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { OrderedThing, Refundability } from "./order-cells.tsx";
import { OrderStateTag } from "./order-state-tag.tsx";
import { RefundPreviewPane } from "./refund-preview-pane.tsx";
import type { Order } from "./types.ts";

/** Billing History as staff see it: the same rows, and the preview the customer would see. */
export function OrdersSection(props: { readonly previewOrderId: string | null }) {
  const { previewOrderId } = props;
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const orders = useInfiniteQuery(
    trpc.orders.list.infiniteQueryOptions(
      { accountId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = orders.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t`Billing history`}>
      <DataTable
        caption={t`Billing history`}
        rows={rows}
        rowKey={(order) => order.id}
        loading={orders.isPending}
        error={
          orders.error && (
            <ProblemState
              thing={t`The orders could not be loaded`}
              error={orders.error}
              onRetry={() => void orders.refetch()}
              retrying={orders.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>This account has ordered nothing yet.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "order",
            head: <Trans>Order</Trans>,
            rowHead: true,
            cell: (order) => (
              <Link
                to="/accounts/$accountId/decisions/$decisionId"
                params={{ accountId, decisionId: order.decisionId }}
                className="figures whitespace-nowrap hover:underline"
                {...listRow}
              >
                {order.number}
              </Link>
            ),
          },
          { key: "what", head: <Trans>Bought</Trans>, cell: (order) => <OrderedThing order={order} /> },
          {
            key: "paid",
            head: <Trans>Payment</Trans>,
            cell: (order) => (
              <span className="flex flex-col phone:items-end">
                {order.paidAt === null ? "—" : <Instant at={order.paidAt} />}
                {order.method !== null && (
                  <span className="figures text-sm whitespace-nowrap text-muted">{order.method}</span>
                )}
              </span>
            ),
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (order) => <OrderState order={order} accountId={accountId} />,
          },
          {
            key: "total",
            head: <Trans>Total ({currency})</Trans>,
            align: "end",
            cell: (order) => <Amount value={order.total} symbol={false} />,
          },
          {
            key: "refund",
            head: <Trans>Refund</Trans>,
            align: "end",
            cell: (order) => <Refundability order={order} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={orders.hasNextPage}
        isFetchingNextPage={orders.isFetchingNextPage}
        fetchNextPage={orders.fetchNextPage}
      />
      {previewOrderId !== null && (
        <RefundPreviewPane
          key={previewOrderId}
          orderId={previewOrderId}
          orderNumber={rows.find((order) => order.id === previewOrderId)?.number ?? ""}
        />
      )}
    </Section>
  );
}

/** Where the order stands: one that was returned in full says only that. */
function OrderState(props: { readonly order: Order; readonly accountId: string }) {
  const { order, accountId } = props;
  const isReturned = order.refunds.some(
    ({ kind, status }) => (kind === "subscription" || kind === "top_up") && status === "refunded",
  );
  return (
    <span className="inline-flex flex-col items-start gap-1 phone:items-end">
      {!isReturned && <OrderStateTag state={order.state} />}
      {order.dispute !== null && <DisputeTag dispute={order.dispute} />}
      {order.refunds.map((refund) => (
        <span key={refund.id} className="inline-flex flex-col items-start phone:items-end">
          <Link
            to="/accounts/$accountId/refunds/$refundId"
            params={{ accountId, refundId: refund.id }}
            title={refund.number}
            className="rounded-full"
          >
            <RefundStatusTag status={refund.status} arrivalBusinessDays={refund.arrivalBusinessDays} />
          </Link>
          {isByRule(refund.kind) ? (
            <span className="text-sm text-muted">
              <Amount value={refund.final ?? refund.expected} />
            </span>
          ) : (
            <RefundPartNote kind={refund.kind} amount={refund.final ?? refund.expected} />
          )}
        </span>
      ))}
    </span>
  );
}

/** Not an amount of its own, after which the order stands. */
const isByRule = (kind: Order["refunds"][number]["kind"]) => kind !== "goodwill" && kind !== "outside";
