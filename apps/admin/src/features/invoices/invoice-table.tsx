import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { Amount, DataTable, EmptyState, Instant, PdfButton } from "@tenure/ui";
import type { ReactNode } from "react";
import { trpc } from "../../trpc.ts";

type Row = Outputs["invoices"]["search"]["items"][number];

/** Numbered documents; across accounts each leads to its account. */
export function InvoiceTable(props: {
  readonly rows: readonly Row[];
  readonly loading: boolean;
  readonly error: ReactNode;
  /** Of the one account whose documents these are; null across accounts, where amounts name their own. */
  readonly currency: string | null;
}) {
  const { rows, loading, error, currency } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  return (
    <DataTable
      wide
      caption={t`Invoices`}
      rows={rows}
      rowKey={(row) => row.id}
      loading={loading}
      error={error}
      empty={
        <EmptyState>
          <Trans>No invoice fits this search.</Trans>
        </EmptyState>
      }
      columns={[
        {
          key: "number",
          head: <Trans>Number</Trans>,
          rowHead: true,
          cell: (row) => <span className="figures whitespace-nowrap">{row.number}</span>,
        },
        {
          key: "kind",
          head: <Trans>Kind</Trans>,
          cell: (row) => (row.kind === "invoice" ? t`Invoice` : t`Credit note`),
        },
        {
          key: "buyer",
          head: <Trans>Billed to</Trans>,
          cell: (row) =>
            currency === null ? (
              <Link
                to="/accounts/$accountId/billing"
                params={{ accountId: row.accountId }}
                className="text-link"
              >
                {row.buyerName}
              </Link>
            ) : (
              row.buyerName
            ),
        },
        {
          key: "order",
          head: <Trans>Order</Trans>,
          cell: (row) => <span className="figures">{row.orderNumber}</span>,
        },
        { key: "issued", head: <Trans>Issued</Trans>, cell: (row) => <Instant at={row.issuedAt} /> },
        {
          key: "tax",
          head: currency === null ? <Trans>Tax</Trans> : <Trans>Tax ({currency})</Trans>,
          align: "end",
          cell: (row) => <Amount value={row.tax} symbol={currency === null} />,
        },
        {
          key: "total",
          head: currency === null ? <Trans>Total</Trans> : <Trans>Total ({currency})</Trans>,
          align: "end",
          cell: (row) => <Amount value={row.total} symbol={currency === null} />,
        },
        {
          key: "pdf",
          head: <span className="sr-only">{t`Actions`}</span>,
          align: "end",
          unlabelled: true,
          cell: (row) => (
            <PdfButton
              number={row.number}
              load={() =>
                queryClient.fetchQuery(
                  trpc.invoices.pdf.queryOptions(
                    { accountId: row.accountId, invoiceId: row.id },
                    // The same document is always the same file.
                    { staleTime: Number.POSITIVE_INFINITY },
                  ),
                )
              }
            />
          ),
        },
      ]}
    />
  );
}
