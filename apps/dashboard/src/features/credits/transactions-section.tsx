import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { transactionKinds } from "@tenure/core/contract";
import { fromMoney } from "@tenure/core/money";
import { paymentMethodText } from "@tenure/core/text";
import {
  Amount,
  buttonClass,
  DataTable,
  DisputeTag,
  EmptyState,
  Instant,
  MoreButton,
  RefundPartNote,
  RefundStatusTag,
  Section,
  Select,
  Tag,
  useLocale,
} from "@tenure/ui";
import { ProblemState, unlessLive } from "@tenure/ui/app";
import { type ReactNode, useMemo } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { readKind, type TransactionsSearch } from "./transactions-search.ts";
import { useTransactionName } from "./use-transaction-name.ts";

type Transaction = Outputs["wallet"]["transactions"]["items"][number];

/** Shows the refund of a paid top-up; the refunds feature knows how. */
export type RefundOf = (order: NonNullable<Transaction["order"]>) => ReactNode;

/** Something about these rows is about to change without the person doing anything. */
const isMoving = (rows: readonly Transaction[]) =>
  rows.some(
    ({ state, order }) =>
      state === "pending" || order?.refunds.some(({ status }) => status === "refunding") === true,
  );

const MOVING_INTERVAL_MS = 4000;

const PAGE_LENGTH = 50;

/** A list that was read further than this is not read again by the clock: each time would cost a request per page. */
const RENEWED_PAGES = 4;

/** Transactions (R4.1): what came into the credits and what left them otherwise than by usage. */
export function TransactionsSection(props: {
  readonly refundOf: RefundOf;
  readonly search: TransactionsSearch;
  readonly onSearch: (search: TransactionsSearch) => void;
}) {
  const { search, onSearch } = props;
  const { t } = useLingui();
  const nameOf = useTransactionName();
  const locale = useLocale();
  const { account } = useCurrentAccount();
  const { kind } = search;
  const transactions = useInfiniteQuery(
    trpc.wallet.transactions.infiniteQueryOptions(
      { accountId: account.id, limit: PAGE_LENGTH, ...(kind === undefined ? {} : { kind }) },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        refetchInterval: (query) =>
          (query.state.data?.pages.length ?? 0) <= RENEWED_PAGES &&
          isMoving(query.state.data?.pages.flatMap((page) => page.items) ?? []) &&
          unlessLive(MOVING_INTERVAL_MS),
      },
    ),
  );
  const pages = transactions.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const { kind: _kind, ...rest } = search;
  return (
    <Section
      anchor="transactions"
      title={t`Transactions`}
      description={
        <Trans>
          Usage is not listed here; the{" "}
          <Link to="/statement" className="text-link">
            statement
          </Link>{" "}
          has it by day.
        </Trans>
      }
      actions={
        <Select
          label={<span className="sr-only">{t`Show`}</span>}
          value={kind ?? ""}
          onChange={(event) => onSearch({ ...rest, ...readKind(event.target.value) })}
          options={[
            { value: "", label: t`All transactions` },
            ...transactionKinds.map((each) => ({ value: each, label: nameOf(each) })),
          ]}
        />
      }
    >
      <DataTable
        wide
        name="transactions"
        sort={search.sort}
        onSort={({ sort }) =>
          onSearch({ ...(kind === undefined ? {} : { kind }), ...(sort === undefined ? {} : { sort }) })
        }
        hasMore={transactions.hasNextPage}
        caption={t`Transactions`}
        rows={rows}
        rowKey={(row) => row.id}
        loading={transactions.isPending}
        error={
          transactions.error && (
            <ProblemState
              thing={t`Your transactions could not be loaded`}
              error={transactions.error}
              onRetry={() => void transactions.refetch()}
              retrying={transactions.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {kind === undefined ? (
              <Trans>Nothing yet. Top-ups, gifts, expiries and refunds of credits are listed here.</Trans>
            ) : (
              <Trans>Nothing of this kind.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "what",
            head: <Trans>Transaction</Trans>,
            rowHead: true,
            cell: (row) => <What transaction={row} />,
          },
          {
            key: "at",
            head: <Trans>Date</Trans>,
            sortBy: (row) => row.at,
            cell: (row) => <Instant at={row.at} />,
          },
          {
            key: "method",
            head: <Trans>Method</Trans>,
            cell: (row) => (
              <span className="whitespace-nowrap">
                {row.order?.method == null ? "—" : paymentMethodText(row.order.method, locale)}
              </span>
            ),
          },
          { key: "state", head: <Trans>State</Trans>, cell: (row) => <StateTag state={row.state} /> },
          {
            key: "amount",
            head: <Trans>Credits ({account.currency})</Trans>,
            align: "end",
            sortBy: (row) => fromMoney(row.amount),
            cell: (row) => <AmountCell transaction={row} />,
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            unlabelled: true,
            cell: (row) => <Actions transaction={row} refundOf={props.refundOf} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={transactions.hasNextPage}
        isFetchingNextPage={transactions.isFetchingNextPage}
        fetchNextPage={transactions.fetchNextPage}
      />
    </Section>
  );
}

function What(props: { readonly transaction: Transaction }) {
  const { kind, order, reason, decisionId } = props.transaction;
  const { t } = useLingui();
  const nameOf = useTransactionName();
  const name = order?.automatic === true ? t`Automatic top-up` : nameOf(kind);
  const detail = order?.number ?? reason;
  return (
    <span className="inline-flex max-w-72 flex-col">
      {decisionId === null ? (
        <span>{name}</span>
      ) : (
        <Link to="/decisions/$decisionId" params={{ decisionId }} className="hover:underline">
          {name}
        </Link>
      )}
      {detail !== null && <span className="figures text-sm font-normal text-muted">{detail}</span>}
    </span>
  );
}

function StateTag(props: { readonly state: Transaction["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "pending":
      return <Tag tone="waiting">{t`Waiting for payment`}</Tag>;
    case "done":
      return <Tag tone="done">{t({ message: "Done", context: "state of a transaction" })}</Tag>;
    case "failed":
      return <Tag tone="refused">{t`Failed`}</Tag>;
    case "expired":
      return <Tag tone="neutral">{t({ message: "Not paid", context: "state of a transaction" })}</Tag>;
  }
}

function AmountCell(props: { readonly transaction: Transaction }) {
  const { amount, bonus, order, state } = props.transaction;
  const hasBonus = order !== null && !/^0(\.0*)?$/.test(bonus.amount);
  return (
    <span className="inline-flex flex-col items-end gap-1">
      {/* What did not come is shown as what it is: no movement of credits. */}
      <Amount value={amount} symbol={false} {...(state === "done" ? {} : { className: "text-muted" })} />
      {hasBonus && (
        <span className="text-sm whitespace-nowrap text-muted">
          <Trans>
            including bonus <Amount value={bonus} symbol={false} />
          </Trans>
        </span>
      )}
      {order?.dispute != null && <DisputeTag dispute={order.dispute} />}
      {order?.refunds.map((refund) => (
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

function Actions(props: { readonly transaction: Transaction; readonly refundOf: RefundOf }) {
  const { order, state } = props.transaction;
  const { t } = useLingui();
  if (order === null) return null;
  if (state === "done")
    return (
      <span className="inline-flex flex-wrap items-start gap-x-4 gap-y-1">
        {props.refundOf(order)}
        <Link
          to="/credits/receipts/$orderId"
          params={{ orderId: order.id }}
          className="text-link"
          aria-label={t`Receipt of ${order.number}`}
        >
          <Trans>Receipt</Trans>
        </Link>
      </span>
    );
  if (state !== "pending" || order.automatic) return null;
  if (order.checkoutUrl === null)
    return (
      <span className="text-sm text-muted">
        <Trans>Opening the payment page…</Trans>
      </span>
    );
  return (
    <a href={order.checkoutUrl} className={buttonClass("secondary", "sm")}>
      <Trans>Resume payment</Trans>
    </a>
  );
}
