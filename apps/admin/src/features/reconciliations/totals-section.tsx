import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { DataTable, EmptyState, Instant, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { MinorAmount } from "./minor-amount.tsx";
import type { Total } from "./types.ts";
import { channelName, useDifferenceNames } from "./use-difference-words.ts";

/** What both sides came to in the newest comparison that ended. */
export function TotalsSection() {
  const { t } = useLingui();
  const { objects } = useDifferenceNames();
  const newest = useQuery(trpc.reconciliations.get.queryOptions({}));
  const run = newest.data;
  const keyOf = (row: Total) => `${row.channel} ${row.object} ${row.currency}`;
  return (
    <Section
      title={t`Totals`}
      description={
        run == null ? undefined : (
          <Trans>
            Payments since <Instant at={run.paymentsSince} precision="day" />, refunds and disputes since{" "}
            <Instant at={run.refundsSince} precision="day" />, as they were on <Instant at={run.startedAt} />.
          </Trans>
        )
      }
    >
      <DataTable
        caption={t`Totals`}
        rows={run?.totals ?? []}
        rowKey={keyOf}
        loading={newest.isPending}
        error={
          newest.error && (
            <ProblemState
              thing={t`The totals could not be loaded`}
              error={newest.error}
              onRetry={() => void newest.refetch()}
              retrying={newest.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {run === null ? (
              <Trans>
                Nothing has been compared yet. It happens every night by itself, or now with the button above.
              </Trans>
            ) : (
              <Trans>No money moved in the period of the newest comparison.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "of",
            head: <Trans context="reconciliation">Of</Trans>,
            rowHead: true,
            cell: (row) => `${channelName(row.channel)} · ${objects[row.object]} · ${row.currency}`,
          },
          {
            key: "there",
            head: <Trans context="reconciliation">Provider</Trans>,
            align: "end",
            cell: (row) => <Side count={row.thereCount} minor={row.thereMinor} currency={row.currency} />,
          },
          {
            key: "here",
            head: <Trans context="reconciliation">Ours</Trans>,
            align: "end",
            cell: (row) => <Side count={row.hereCount} minor={row.hereMinor} currency={row.currency} />,
          },
          {
            key: "difference",
            head: <Trans>Difference</Trans>,
            align: "end",
            cell: (row) =>
              row.differenceMinor === "0" && row.thereCount === row.hereCount ? (
                <span className="text-muted">
                  <Trans>none</Trans>
                </span>
              ) : (
                <span className="font-medium text-refused">
                  <MinorAmount amountMinor={row.differenceMinor} currency={row.currency} />
                </span>
              ),
          },
        ]}
      />
    </Section>
  );
}

function Side(props: { readonly count: number; readonly minor: string; readonly currency: string }) {
  const { count, minor, currency } = props;
  return (
    <span className="inline-flex flex-col items-end">
      <MinorAmount amountMinor={minor} currency={currency} />
      <span className="figures text-sm text-muted">× {count}</span>
    </span>
  );
}
