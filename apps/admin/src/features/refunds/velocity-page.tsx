import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { decimalToNanos } from "@tenure/core/money";
import { ClauseReference, DataTable, EmptyState, Instant, Money, PageHeader, Select, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";

type Row = Outputs["refunds"]["velocity"]["rows"][number];

/** Periods that can be looked at; the policy's own comes first. */
export const velocityPeriods = [7, 30, 90, 365] as const;

/** The last characters tell cards, persons and devices apart; the first are often the same. */
const SHORT_VALUE = 8;

/** Who buys and refunds in series, by account, person, card and device, with the limit that the policy sets (R2.10). */
export function VelocityPage(props: {
  readonly days: number | undefined;
  readonly onDays: (days: number | undefined) => void;
}) {
  const { days, onDays } = props;
  const { t } = useLingui();
  const query = useQuery(trpc.refunds.velocity.queryOptions(days === undefined ? {} : { days }));
  const traits = {
    account: t`Account`,
    person: t`Person`,
    card: t`Card`,
    device: t`Device`,
  } satisfies Record<Row["trait"], string>;
  const limit = query.data?.limit;
  return (
    <>
      <PageHeader
        title={t`Serial refunds`}
        description={
          limit === undefined ? undefined : (
            <Trans>
              From {limit.refunds} refunds in <Plural value={limit.days} one="# day" other="# days" /> on, a
              person decides. <ClauseReference id="R2.10" />
            </Trans>
          )
        }
      />
      <Select
        className="mb-4 w-60 phone:w-full"
        label={t`Refunds of the last`}
        required={false}
        value={days === undefined ? "" : String(days)}
        onChange={(event) => onDays(event.target.value === "" ? undefined : Number(event.target.value))}
        options={[
          {
            value: "",
            label: limit === undefined ? t`days, as in the policy` : t`${limit.days} days, as in the policy`,
          },
          ...velocityPeriods.map((count) => ({ value: String(count), label: t`${count} days` })),
        ]}
      />
      <DataTable
        wide
        caption={t`Most refunds, by account, person, card and device`}
        rows={query.data?.rows ?? []}
        rowKey={(row) => `${row.trait} ${row.value}`}
        loading={query.isPending}
        error={
          query.error && (
            <ProblemState
              thing={t`The refunds could not be counted`}
              error={query.error}
              onRetry={() => void query.refetch()}
              retrying={query.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nobody had two refunds in this time.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "by",
            head: <Trans>Counted by</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="flex flex-wrap items-baseline gap-x-2">
                {traits[row.trait]}
                {row.cardLabel !== null && <span className="font-normal figures">{row.cardLabel}</span>}
                {row.trait !== "account" && (
                  <code className="text-sm font-normal text-muted" title={row.value}>
                    {row.value.length > SHORT_VALUE ? `…${row.value.slice(-SHORT_VALUE)}` : row.value}
                  </code>
                )}
                {row.reviewed && <Tag tone="waiting">{t`A person decides`}</Tag>}
              </span>
            ),
          },
          { key: "accounts", head: <Trans>Accounts</Trans>, cell: (row) => <Accounts row={row} /> },
          { key: "cases", head: <Trans>Cases</Trans>, cell: (row) => <Cases row={row} /> },
          { key: "newest", head: <Trans>Newest</Trans>, cell: (row) => <Instant at={row.newestAt} /> },
          { key: "refunds", head: <Trans>Refunds</Trans>, align: "end", cell: (row) => row.refunds },
          {
            key: "paid",
            head: <Trans>Paid back, before tax</Trans>,
            align: "end",
            cell: (row) =>
              row.paid.map(({ amount, currency }) => (
                <span key={currency} className="block">
                  <Money nanos={decimalToNanos(amount) ?? 0n} currency={currency} />
                </span>
              )),
          },
        ]}
      />
    </>
  );
}

function Accounts({ row }: { readonly row: Row }) {
  const more = row.accountCount - row.accounts.length;
  return (
    <span className="flex flex-col">
      {row.accounts.map(({ id, name }) => (
        <Link
          key={id}
          to="/accounts/$accountId/orders"
          params={{ accountId: id }}
          className="min-h-6 text-link wrap-anywhere"
        >
          {name}
        </Link>
      ))}
      {more > 0 && (
        <span className="text-muted">
          <Plural value={more} one="and # more" other="and # more" />
        </span>
      )}
    </span>
  );
}

function Cases({ row }: { readonly row: Row }) {
  if (row.cases.length === 0)
    return (
      <span className="text-muted">
        <Trans context="no value">none</Trans>
      </span>
    );
  return (
    <span className="flex flex-col">
      {row.cases.map(({ id, number }) => (
        <Link
          key={id}
          to="/refund-cases/$caseId"
          params={{ caseId: id }}
          className="min-h-6 figures text-link"
        >
          {number}
        </Link>
      ))}
    </span>
  );
}
