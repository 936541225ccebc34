import { Trans, useLingui } from "@lingui/react/macro";
import type { StatementLineView, StatementView } from "@tenure/core/contract";
import { minorDigits } from "@tenure/core/money";
import { Amount, DataTable, EmptyState, Instant, KeyValue } from "@tenure/ui";
import { dayText } from "./day-text.ts";
import { useMovementName } from "./use-movement-name.ts";

/** A statement as it is read and printed: head, lines with the running balance, foot. */
export function StatementSheet({ statement }: { readonly statement: StatementView }) {
  const { t, i18n } = useLingui();
  const movementName = useMovementName();
  const { currency } = statement.opening;
  const { from, to, lines } = statement;
  const day = (date: string) => dayText(date, i18n.locale);
  const longest = [...lines.map((line) => line.amount), ...lines.map((line) => line.balance)].reduce(
    (most, { amount }) => Math.max(most, amount.split(".")[1]?.length ?? 0),
    0,
  );
  const subDigits = Math.max(0, longest - minorDigits(currency));
  const zone = statement.timeZone;
  return (
    <article className="flex flex-col gap-6">
      <header className="flex flex-col gap-1">
        <h2 className="text-lg font-semibold">{statement.accountName}</h2>
        <p className="text-muted">
          {day(from)} – {day(to)} · {zone}
        </p>
        <p className="text-sm text-muted">
          <Trans>
            Issued <Instant at={statement.issuedAt} />
          </Trans>
        </p>
      </header>
      <KeyValue
        className="max-w-md [&_dd]:text-right"
        entries={[
          {
            key: "opening",
            label: <Trans>Opening balance</Trans>,
            value: <Amount value={statement.opening} />,
          },
          { key: "in", label: <Trans>Came in</Trans>, value: <Amount value={statement.movedIn} /> },
          { key: "usage", label: <Trans>Usage</Trans>, value: <Amount value={statement.usage} /> },
          {
            key: "out",
            label: <Trans>Went out otherwise</Trans>,
            value: <Amount value={statement.movedOut} />,
          },
          {
            key: "closing",
            label: <Trans>Closing balance</Trans>,
            value: (
              <strong className="font-semibold">
                <Amount value={statement.closing} />
              </strong>
            ),
          },
        ]}
      />
      <DataTable<StatementLineView>
        caption={t`Lines of the statement`}
        rows={lines}
        rowKey={(line) => (line.type === "usage" ? `usage-${line.day}` : line.journalId)}
        empty={
          <EmptyState>
            <Trans>Nothing moved your credits in this period.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "day",
            head: <Trans>Day</Trans>,
            rowHead: true,
            cell: (line) => <span className="figures whitespace-nowrap">{day(line.day)}</span>,
          },
          {
            key: "what",
            head: <Trans>What</Trans>,
            cell: (line) =>
              line.type === "usage" ? (
                <Trans>Usage of the day</Trans>
              ) : (
                <span className="inline-flex flex-col">
                  <span>{movementName(line.kind)}</span>
                  {line.reference !== null && line.kind !== "refund.hold_difference" && (
                    <span className="text-sm wrap-anywhere text-muted">{line.reference}</span>
                  )}
                </span>
              ),
          },
          {
            key: "amount",
            head: <Trans>Amount ({currency})</Trans>,
            align: "end",
            cell: (line) => <Amount value={line.amount} symbol={false} subDigits={subDigits} />,
          },
          {
            key: "balance",
            head: <Trans>Balance ({currency})</Trans>,
            align: "end",
            cell: (line) => <Amount value={line.balance} symbol={false} subDigits={subDigits} />,
          },
        ]}
      />
    </article>
  );
}
