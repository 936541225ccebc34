import { Trans, useLingui } from "@lingui/react/macro";
import { CodeBlock, CopyText, Countdown, DataTable, Instant, KeyValue, Money, QrCode, Tag } from "@tenure/ui";
import { useState } from "react";

const orders = [
  { id: "TOP-2026-00412", at: "2026-11-20T06:02:03.123Z", nanos: 50_000_000_000n, state: "progress" },
  { id: "TOP-2026-00371", at: "2026-11-12T22:40:00.000Z", nanos: 1_250_000_000_000n, state: "done" },
  { id: "TOP-2026-00288", at: "2026-10-31T01:15:42.000Z", nanos: -4_280_125_000n, state: "refused" },
] as const;

/** Amounts, instants, tags, a table, facts, code. */
export function DisplayPart() {
  const { t } = useLingui();
  const [until] = useState(() => new Date(Date.now() + 100 * 3_600_000).toISOString());
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-wrap gap-2">
        <Tag tone="waiting">{t`Waiting for review`}</Tag>
        <Tag tone="progress">{t`Refunding`}</Tag>
        <Tag tone="done">{t`Refunded`}</Tag>
        <Tag tone="refused">{t`Failed`}</Tag>
        <Tag tone="neutral">{t`Canceled`}</Tag>
      </div>
      <DataTable
        caption={t`Top-ups`}
        rows={orders}
        rowKey={(row) => row.id}
        initialSorting={{ key: "paid", direction: "descending" }}
        empty={null}
        columns={[
          { key: "order", head: <Trans>Order</Trans>, rowHead: true, cell: (row) => row.id },
          {
            key: "paid",
            head: <Trans>Paid</Trans>,
            sortBy: (row) => row.at,
            cell: (row) => <Instant at={row.at} />,
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (row) =>
              row.state === "done" ? (
                <Tag tone="done">{t`Refunded`}</Tag>
              ) : row.state === "progress" ? (
                <Tag tone="progress">{t`Refunding`}</Tag>
              ) : (
                <Tag tone="refused">{t`Failed`}</Tag>
              ),
          },
          {
            key: "amount",
            head: <Trans>Amount (USD)</Trans>,
            align: "end",
            sortBy: (row) => row.nanos,
            cell: (row) => <Money nanos={row.nanos} currency="USD" symbol={false} />,
          },
        ]}
      />
      <KeyValue
        entries={[
          {
            key: "balance",
            label: <Trans>Balance</Trans>,
            value: <Money nanos={1_234_567_890_000_000n} currency="CNY" />,
          },
          { key: "debt", label: <Trans>Debt</Trans>, value: <Money nanos={-500_000_000n} currency="EUR" /> },
          {
            key: "request",
            label: <Trans>One request</Trans>,
            value: <Money nanos={2_800n} currency="USD" />,
          },
          {
            key: "exact",
            label: <Trans>In full</Trans>,
            value: <Money nanos={12_000_002_800n} currency="USD" subDigits={7} />,
          },
          {
            key: "yen",
            label: <Trans>Without minor unit</Trans>,
            value: <Money nanos={98_000_000_000_000n} currency="JPY" />,
          },
          { key: "left", label: <Trans>Time left</Trans>, value: <Countdown until={until} /> },
          {
            key: "id",
            label: <Trans>Request id</Trans>,
            value: <CopyText text="req_01JD3K7VPX4T9Z2M" label={t`request id`} />,
          },
          {
            key: "key",
            label: <Trans>API key</Trans>,
            value: <CopyText text="tn_live_9f2c4a7e1b" label={t`API key`} concealed />,
          },
        ]}
      />
      <div className="grid grid-cols-[auto_1fr] items-start gap-5 phone:grid-cols-1">
        <QrCode text="https://example.com/receipt" label={t`QR code`} sizePx={132} />
        <div className="min-w-0">
          <CodeBlock
            label={t`Request`}
            code={
              'curl https://api.example.com/v1/refunds -H "Idempotency-Key: 5b1f…" -d \'{"orderId":"TOP-2026-00412"}\''
            }
          />
        </div>
      </div>
    </div>
  );
}
