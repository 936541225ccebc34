import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Callout, DataTable, EmptyState, Section, Select } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { AccountCode } from "./account-code.tsx";
import { BookAmount } from "./book-amount.tsx";
import { MonthStateTag } from "./month-state-tag.tsx";
import type { BookMonth } from "./types.ts";
import { useMonthName } from "./use-month-name.ts";

/** Every account of the chart in one month: what was before, what moved, what is left. Per currency. */
export function TrialBalance(props: {
  readonly months: readonly BookMonth[];
  readonly month: BookMonth;
  readonly onMonth: (month: string) => void;
}) {
  const { months, month, onMonth } = props;
  const { t } = useLingui();
  const monthName = useMonthName();
  const balance = useQuery(trpc.ledger.trialBalance.queryOptions({ month: month.month }));
  const currencies = balance.data?.sums ?? [];
  return (
    <Section
      title={t`Trial balance`}
      description={<Trans>Balances are in the direction in which an account grows.</Trans>}
      actions={<MonthStateTag state={month.state} />}
    >
      <Select
        className="w-48 phone:w-full"
        label={t`Month`}
        required={false}
        value={month.month}
        onChange={(event) => onMonth(event.target.value)}
        options={months.map((each) => ({ value: each.month, label: monthName(each.month) }))}
      />
      {balance.isPending || balance.error || currencies.length === 0 ? (
        <DataTable
          caption={t`Trial balance`}
          rows={[]}
          rowKey={() => ""}
          columns={[]}
          loading={balance.isPending}
          error={
            balance.error && (
              <ProblemState
                thing={t`The trial balance could not be loaded`}
                error={balance.error}
                onRetry={() => void balance.refetch()}
                retrying={balance.isFetching}
              />
            )
          }
          empty={
            <EmptyState>
              <Trans>No money has moved by the end of this month.</Trans>
            </EmptyState>
          }
        />
      ) : (
        currencies.map((sum) => (
          <CurrencyBalance
            key={sum.debit.currency}
            sum={sum}
            lines={(balance.data?.lines ?? []).filter((line) => line.debit.currency === sum.debit.currency)}
          />
        ))
      )}
    </Section>
  );
}

type Balance = Outputs["ledger"]["trialBalance"];
type Line = Balance["lines"][number];
type Sum = Balance["sums"][number];

function CurrencyBalance(props: { readonly sum: Sum; readonly lines: readonly Line[] }) {
  const { sum, lines } = props;
  const { t } = useLingui();
  const { currency } = sum.debit;
  const even =
    sum.debit.amount === sum.credit.amount && sum.debitBalances.amount === sum.creditBalances.amount;
  return (
    <div className="flex flex-col gap-3">
      <DataTable
        caption={t`Trial balance in ${currency}`}
        rows={lines}
        rowKey={(line) => line.code}
        empty={null}
        columns={[
          {
            key: "account",
            head: <Trans context="ledger">Account</Trans>,
            rowHead: true,
            cell: (line) => (
              <span className="font-normal [&>span]:items-start!">
                <AccountCode code={line.code} />
              </span>
            ),
          },
          {
            key: "opening",
            head: <Trans>Before ({currency})</Trans>,
            align: "end",
            cell: (line) => <BookAmount value={line.opening} />,
          },
          {
            key: "debit",
            head: <Trans>Debit ({currency})</Trans>,
            align: "end",
            cell: (line) => <BookAmount value={line.debit} />,
          },
          {
            key: "credit",
            head: <Trans>Credit ({currency})</Trans>,
            align: "end",
            cell: (line) => <BookAmount value={line.credit} />,
          },
          {
            key: "closing",
            head: <Trans>Balance ({currency})</Trans>,
            align: "end",
            cell: (line) => <BookAmount value={line.closing} />,
          },
        ]}
      />
      {even ? (
        <p className="text-right text-muted">
          <Trans>
            Both sides moved <BookAmount value={sum.debit} symbol />; debit and credit balances are{" "}
            <BookAmount value={sum.debitBalances} symbol /> each.
          </Trans>
        </p>
      ) : (
        <Callout tone="refused" title={t`The two sides differ`}>
          <Trans>
            Debits <BookAmount value={sum.debit} symbol />, credits <BookAmount value={sum.credit} symbol />.
            Run tenure ledger check before anything else.
          </Trans>
        </Callout>
      )}
    </div>
  );
}
