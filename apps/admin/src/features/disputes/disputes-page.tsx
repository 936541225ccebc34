import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { isCurrency, minorToNanos } from "@tenure/core/money";
import {
  buttonClass,
  ClauseReference,
  CopyText,
  DataTable,
  EmptyState,
  Instant,
  Money,
  MoreButton,
  PageHeader,
  Select,
  Tag,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { ListViews } from "../../views/list-views.tsx";
import { DisputeMoney } from "./dispute-money.tsx";
import { type Dispute, type DisputeFilter, disputeStates, readDisputeFilter } from "./types.ts";

const TONES = { inquiry: "waiting", open: "waiting", won: "done", lost: "refused" } as const;

/** Disputes of payments, each with what it moved and what to answer it with. */
export function DisputesPage(props: {
  readonly filter: DisputeFilter;
  readonly onFilter: (filter: DisputeFilter) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const { state } = filter;
  const disputes = useInfiniteQuery(
    trpc.disputes.list.infiniteQueryOptions(
      { limit: 30, ...(state === undefined ? {} : { state }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const words = {
    inquiry: t({ message: "Inquiry", context: "dispute" }),
    open: t({ message: "Open", context: "dispute" }),
    won: t({ message: "Won", context: "dispute" }),
    lost: t({ message: "Lost", context: "dispute" }),
  } satisfies Record<Dispute["state"], string>;
  return (
    <>
      <PageHeader
        title={t`Disputes`}
        actions={
          <ListViews
            list="disputes"
            search={{ ...filter }}
            onOpen={(search) => onFilter(readDisputeFilter(search))}
          />
        }
        description={
          <Trans>
            Payments that a customer's bank disputes, and what each dispute moved. It is answered at the
            provider, before its deadline; the evidence is made here.
          </Trans>
        }
      />
      <Select
        className="mb-5 w-52 phone:w-full"
        label={t`State`}
        required={false}
        value={state ?? ""}
        onChange={(event) => onFilter(readDisputeFilter({ ...filter, state: event.target.value }))}
        options={[
          { value: "", label: t`All` },
          ...disputeStates.map((value) => ({ value, label: words[value] })),
        ]}
      />
      <DataTable
        wide
        name="disputes"
        sort={filter.sort}
        onSort={(sort) => onFilter(readDisputeFilter({ ...filter, sort: undefined, ...sort }))}
        hasMore={disputes.hasNextPage}
        caption={t`Disputes`}
        rows={disputes.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={disputes.isPending}
        error={
          disputes.error && (
            <ProblemState
              thing={t`The disputes could not be loaded`}
              error={disputes.error}
              onRetry={() => void disputes.refetch()}
              retrying={disputes.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {state === undefined ? (
              <Trans>No payment was ever disputed. A dispute appears here within seconds.</Trans>
            ) : (
              <Trans>No dispute is in this state.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (row) => (
              <span className="inline-flex flex-col items-start gap-1 @max-3xl:items-end">
                <Tag tone={TONES[row.state]}>{words[row.state]}</Tag>
                {row.evidenceDueAt !== null && (row.state === "open" || row.state === "inquiry") && (
                  <span className="text-sm text-muted">
                    <Trans>
                      answer by <Instant at={row.evidenceDueAt} precision="day" />
                    </Trans>
                  </span>
                )}
              </span>
            ),
          },
          {
            key: "order",
            head: <Trans>Order</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="flex flex-col">
                <Link
                  to="/accounts/$accountId/orders"
                  params={{ accountId: row.accountId }}
                  className="figures whitespace-nowrap text-link"
                >
                  {row.orderNumber}
                </Link>
                <span className="text-sm font-normal text-muted wrap-anywhere">{row.accountName}</span>
                {row.paidByPreviousHolder && (
                  <span className="text-sm font-normal text-muted">
                    <Trans>
                      paid by a previous holder <ClauseReference id="C4.10" />
                    </Trans>
                  </span>
                )}
              </span>
            ),
          },
          {
            key: "amount",
            head: <Trans context="dispute">Disputed</Trans>,
            align: "end",
            // By currency first: amounts of two currencies have no order.
            sortBy: (row) => `${row.currency} ${row.amountMinor.padStart(20, "0")}`,
            cell: (row) =>
              isCurrency(row.currency) ? (
                <Money nanos={minorToNanos(BigInt(row.amountMinor), row.currency)} currency={row.currency} />
              ) : (
                `${row.amountMinor} ${row.currency}`
              ),
          },
          {
            key: "money",
            head: <Trans>What it moved</Trans>,
            cell: (row) => <DisputeMoney dispute={row} />,
          },
          {
            key: "payment",
            head: <Trans>Payment</Trans>,
            cell: (row) => (
              <span className="flex flex-col items-start @max-3xl:items-end">
                <span>{row.methodLabel}</span>
                <span className="text-sm text-muted">
                  <Trans context="dispute">
                    paid on <Instant at={row.capturedAt} precision="day" />
                  </Trans>
                </span>
                <span className="text-sm">
                  <CopyText text={row.providerPaymentId} label={t`provider's id`} />
                </span>
                <span className="text-sm">
                  <CopyText text={row.providerDisputeId} label={t`provider's id of the dispute`} />
                </span>
              </span>
            ),
          },
          {
            key: "evidence",
            head: <span className="sr-only">{t`Evidence`}</span>,
            unlabelled: true,
            cell: (row) => (
              <a
                href={`/v1/accounts/${row.accountId}/disputes/${row.paymentId}/evidence.zip`}
                download
                className={buttonClass("secondary")}
              >
                <Trans>Download evidence</Trans>
              </a>
            ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={disputes.hasNextPage}
        isFetchingNextPage={disputes.isFetchingNextPage}
        fetchNextPage={disputes.fetchNextPage}
      />
      <p className="max-w-prose pt-6 text-sm text-muted">
        <Trans>
          While a dispute is open, no refund of its order is possible (R2.8), and what is unspent of it is
          frozen. Won, everything comes back but the fee. Lost, what was frozen is gone, and what was used is
          the debt of the holder, or a claim on a previous one (C4.10).
        </Trans>
      </p>
      <p className="max-w-prose pt-3 text-sm text-muted">
        <Trans>
          The evidence is a ZIP: the decisions behind the order with their signatures, invoices, consents with
          the hash of each text, and usage after the order. Each download is in the audit trail.
        </Trans>
      </p>
    </>
  );
}
