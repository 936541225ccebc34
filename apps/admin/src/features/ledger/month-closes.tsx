import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CopyText, DataTable, EmptyState, Instant, Section } from "@tenure/ui";
import { useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { CloseDialog } from "./close-dialog.tsx";
import { MonthStateTag } from "./month-state-tag.tsx";
import type { BookMonth } from "./types.ts";
import { useMonthName } from "./use-month-name.ts";

/** Every month of the books with its close; the oldest open one is closed next. */
export function MonthCloses(props: { readonly months: readonly BookMonth[] }) {
  const { months } = props;
  const { t } = useLingui();
  const monthName = useMonthName();
  const denial = useDenial()("ledger.close");
  const [closing, setClosing] = useState<string | null>(null);
  const next = months.findLast((each) => each.state === "open")?.month;
  return (
    <Section
      title={t`Month close`}
      description={
        <Trans>
          Keeps a month's totals and a digest over its postings. Nothing can count in it afterwards: what
          comes to light later counts when it is recorded.
        </Trans>
      }
    >
      <DataTable
        caption={t`Months`}
        rows={months}
        rowKey={(each) => each.month}
        empty={
          <EmptyState>
            <Trans>No money has moved yet.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "month",
            head: <Trans>Month</Trans>,
            rowHead: true,
            cell: (each) => <span className="figures">{monthName(each.month)}</span>,
          },
          { key: "state", head: <Trans>State</Trans>, cell: (each) => <MonthStateTag state={each.state} /> },
          {
            key: "closed",
            head: <Trans>Closed at</Trans>,
            cell: (each) => {
              const [close] = each.closes;
              if (close === undefined) return "—";
              return (
                <span className="flex flex-col phone:items-end">
                  <Instant at={close.closedAt} />
                  <span className="text-sm text-muted">{close.closedByName ?? close.closedBy}</span>
                </span>
              );
            },
          },
          {
            key: "digest",
            head: <Trans>Digest</Trans>,
            cell: (each) =>
              each.closes.length === 0
                ? "—"
                : each.closes.map((close) => (
                    <span key={close.currency} className="flex items-baseline gap-2 phone:justify-end">
                      <span className="text-sm text-muted">{close.currency}</span>
                      <CopyText text={close.digest} label={t`digest`} wrap className="max-w-56" />
                    </span>
                  )),
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            unlabelled: true,
            cell: (each) =>
              each.month === next && (
                <Button size="sm" disabledReason={denial} onClick={() => setClosing(each.month)}>
                  <Trans>Close {monthName(each.month)}</Trans>
                </Button>
              ),
          },
        ]}
      />
      {closing !== null && <CloseDialog month={closing} onClose={() => setClosing(null)} />}
    </Section>
  );
}
