import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fromMoney } from "@tenure/core/money";
import {
  Amount,
  DataTable,
  DisputeTag,
  EmptyState,
  Instant,
  MoreButton,
  OutsideWords,
  PdfButton,
  planName,
  RefundPartNote,
  RefundStatusTag,
  Section,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { useInvoicePdf } from "../../account/use-invoice-pdf.ts";
import { trpc } from "../../trpc.ts";
import { OrderStateTag } from "./order-state-tag.tsx";
import { OrderAction, type RefundOf } from "./order-action.tsx";
import type { Order } from "./types.ts";

/** Something about these orders is about to change without the person doing anything. */
const isMoving = (orders: readonly Order[]) =>
  orders.some(
    (order) =>
      // One that was declined waits for a person, or for days.
      (order.state === "pending" && order.declined === null) ||
      order.refunds.some((refund) => refund.status === "refunding"),
  );

const MOVING_INTERVAL_MS = 4000;

/** Billing History (R4.1): every order of a plan, where its refunds stand, and its Refund button. */
export function BillingHistory(props: {
  readonly refundOf: RefundOf;
  readonly sort: string | undefined;
  readonly onSort: (sort: { readonly sort?: string }) => void;
}) {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const loadPdf = useInvoicePdf();
  const orders = useInfiniteQuery(
    trpc.orders.list.infiniteQueryOptions(
      { accountId: account.id, except: "top_up" },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        refetchInterval: (query) =>
          isMoving(query.state.data?.pages.flatMap((page) => page.items) ?? []) && MOVING_INTERVAL_MS,
      },
    ),
  );
  const rows = orders.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section anchor="billing-history" title={t`Billing history`}>
      <DataTable
        wide
        name="billing-history"
        sort={props.sort}
        onSort={props.onSort}
        hasMore={orders.hasNextPage}
        caption={t`Billing history`}
        rows={rows}
        rowKey={(order) => order.id}
        loading={orders.isPending}
        error={
          orders.error && (
            <ProblemState
              thing={t`Your orders could not be loaded`}
              error={orders.error}
              onRetry={() => void orders.refetch()}
              retrying={orders.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Every order is listed here, with its payment and its refund.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "order",
            head: <Trans>Order</Trans>,
            rowHead: true,
            cell: (order) => (
              <span className="inline-flex flex-col whitespace-nowrap">
                <Link
                  to="/decisions/$decisionId"
                  params={{ decisionId: order.decisionId }}
                  className="hover:underline"
                >
                  {order.number}
                </Link>
                <span className="text-sm font-normal text-muted">
                  <OrderedPlan order={order} />
                </span>
              </span>
            ),
          },
          {
            key: "paid",
            head: <Trans>Paid at</Trans>,
            sortBy: (order) => order.paidAt ?? "",
            cell: (order) => (order.paidAt === null ? "—" : <Instant at={order.paidAt} />),
          },
          {
            key: "method",
            head: <Trans>Method</Trans>,
            cell: (order) => <span className="whitespace-nowrap">{order.method ?? "—"}</span>,
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (order) => <StateCell order={order} />,
          },
          {
            key: "total",
            head: <Trans>Total ({account.currency})</Trans>,
            align: "end",
            sortBy: (order) => fromMoney(order.total),
            cell: (order) => <TotalCell order={order} />,
          },
          {
            key: "invoice",
            head: <Trans>Invoice</Trans>,
            cell: ({ invoice }) =>
              invoice === null ? "—" : <PdfButton number={invoice.number} load={() => loadPdf(invoice.id)} />,
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            unlabelled: true,
            cell: (order) => <OrderAction order={order} refundOf={props.refundOf} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={orders.hasNextPage}
        isFetchingNextPage={orders.isFetchingNextPage}
        fetchNextPage={orders.fetchNextPage}
      />
    </Section>
  );
}

function OrderedPlan(props: { readonly order: Order }) {
  const { t } = useLingui();
  const { planId, interval, kind } = props.order;
  if (kind === "add_on") return t`Add-on`;
  if (planId === null) return "—";
  const name = planName(planId);
  if (kind === "gift_subscription") return t`Gift: ${name}`;
  if (kind === "upgrade")
    return interval === "year" ? t`Upgrade to ${name}, one year` : t`Upgrade to ${name}, one month`;
  return interval === "year" ? t`${name}, one year` : t`${name}, one month`;
}

function StateCell(props: { readonly order: Order }) {
  const { state, declined } = props.order;
  return (
    <span className="inline-flex max-w-72 flex-col items-start gap-1 phone:items-end phone:text-right">
      <OrderStateTag state={state} />
      {declined !== null && (
        <span className="text-sm text-muted">
          <Trans>
            Refused on <Instant at={declined.at} />:{" "}
            <OutsideWords message={declined.message} code={declined.code} />
          </Trans>
        </span>
      )}
    </span>
  );
}

function TotalCell(props: { readonly order: Order }) {
  const { order } = props;
  return (
    <span className="inline-flex flex-col items-end gap-1">
      <Amount value={order.total} symbol={false} />
      {order.dispute !== null && <DisputeTag dispute={order.dispute} />}
      {order.refunds.map((refund) => (
        <span key={refund.id} className="inline-flex flex-col items-end">
          <Link
            to="/refunds/$refundId"
            params={{ refundId: refund.id }}
            title={refund.number}
            className="rounded-full"
          >
            <RefundStatusTag status={refund.status} arrivalBusinessDays={refund.arrivalBusinessDays} />
          </Link>
          <RefundPartNote kind={refund.kind} amount={refund.final ?? refund.expected} />
        </span>
      ))}
    </span>
  );
}
