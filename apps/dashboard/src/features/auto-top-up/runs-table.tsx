import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { fromMoney } from "@tenure/core/money";
import { Amount, DataTable, Instant, Tag } from "@tenure/ui";
import { useCurrentAccount } from "../../account/current-account.tsx";
import type { Run } from "./types.ts";

/** The last top-ups that were made automatically. */
export function RunsTable(props: { readonly runs: readonly Run[] }) {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  return (
    <DataTable
      caption={t`Last automatic top-ups`}
      rows={props.runs}
      rowKey={(run) => run.orderId}
      empty={null}
      columns={[
        {
          key: "order",
          head: <Trans>Order</Trans>,
          rowHead: true,
          cell: (run) =>
            run.state === "paid" ? (
              <Link
                to="/credits/receipts/$orderId"
                params={{ orderId: run.orderId }}
                className="figures text-link"
              >
                {run.number}
              </Link>
            ) : (
              <span>{run.number}</span>
            ),
        },
        { key: "at", head: <Trans>Started</Trans>, cell: (run) => <Instant at={run.startedAt} /> },
        { key: "state", head: <Trans>State</Trans>, cell: (run) => <RunState state={run.state} /> },
        {
          key: "credits",
          head: <Trans>Credits ({account.currency})</Trans>,
          align: "end",
          cell: (run) => (
            <span className="inline-flex flex-col items-end">
              <Amount value={run.credits} symbol={false} />
              {fromMoney(run.bonus) > 0n && (
                <span className="text-sm text-muted">
                  <Trans>
                    +<Amount value={run.bonus} symbol={false} /> bonus
                  </Trans>
                </span>
              )}
            </span>
          ),
        },
        {
          key: "total",
          head: <Trans>Charged ({account.currency})</Trans>,
          align: "end",
          cell: (run) => (run.state === "paid" ? <Amount value={run.total} symbol={false} /> : "—"),
        },
      ]}
    />
  );
}

function RunState(props: { readonly state: Run["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "pending":
      return <Tag tone="progress">{t`Under way`}</Tag>;
    case "paid":
      return <Tag tone="done">{t({ message: "Paid", context: "automatic top-up" })}</Tag>;
    case "failed":
    case "expired":
      return <Tag tone="refused">{t`Not charged`}</Tag>;
  }
}
