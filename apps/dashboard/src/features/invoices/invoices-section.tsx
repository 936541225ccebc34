import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import {
  Amount,
  buttonClass,
  DataTable,
  EmptyState,
  Instant,
  MoreButton,
  PdfButton,
  Section,
  Select,
  TextInput,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Link } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { useInvoicePdf } from "../../account/use-invoice-pdf.ts";
import { trpc } from "../../trpc.ts";

const KINDS = ["invoice", "credit_note"] as const;

/** Invoices and credit notes: found by number, order or name, printed one by one, exported together. */
export function InvoicesSection() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const loadPdf = useInvoicePdf();
  const [text, setText] = useState("");
  const [kind, setKind] = useState("");
  const query = useDeferredValue(text.trim());
  const filter = {
    ...(query === "" ? {} : { query }),
    ...KINDS.flatMap((each) => (each === kind ? [{ kind: each }] : []))[0],
  };
  const invoices = useInfiniteQuery(
    trpc.invoices.list.infiniteQueryOptions(
      { accountId: account.id, ...filter },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const isFiltered = Object.keys(filter).length > 0;
  const csv = new URLSearchParams({ bom: "true", accountId: account.id, ...filter });
  return (
    <Section
      anchor="invoices"
      title={t`Invoices`}
      description={
        <Trans>
          Every payment has an invoice, every refund a credit note. Each says what it said on the day it was
          issued.
        </Trans>
      }
      actions={
        <a href={`/v1/invoices.csv?${csv}`} download className={buttonClass("secondary", "sm")}>
          <Download aria-hidden className="size-3.5" />
          <Trans>Export CSV</Trans>
        </a>
      }
    >
      <div className="mb-4 flex flex-wrap items-end gap-4">
        <TextInput
          className="w-64 phone:w-full"
          label={t`Search`}
          type="search"
          required={false}
          value={text}
          maxLength={100}
          placeholder={t`Number, order or name`}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          className="w-48 phone:w-full"
          label={t`Kind`}
          value={kind}
          onChange={(event) => setKind(event.target.value)}
          options={[
            { value: "", label: t`All` },
            { value: "invoice", label: t`Invoices` },
            { value: "credit_note", label: t`Credit notes` },
          ]}
        />
      </div>
      <DataTable
        wide
        caption={t`Invoices`}
        rows={invoices.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={invoices.isPending}
        error={
          invoices.error && (
            <ProblemState
              thing={t`Your invoices could not be loaded`}
              error={invoices.error}
              onRetry={() => void invoices.refetch()}
              retrying={invoices.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {isFiltered ? (
              <Trans>No invoice fits this search.</Trans>
            ) : (
              <Trans>No invoice yet. The first comes with the first payment.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "number",
            head: <Trans>Number</Trans>,
            rowHead: true,
            cell: (row) => (
              <Link
                to="/billing/$invoiceId"
                params={{ invoiceId: row.id }}
                className="whitespace-nowrap hover:underline"
              >
                {row.number}
              </Link>
            ),
          },
          {
            key: "kind",
            head: <Trans>Kind</Trans>,
            cell: (row) => (row.kind === "invoice" ? t`Invoice` : t`Credit note`),
          },
          {
            key: "order",
            head: <Trans>Order</Trans>,
            cell: (row) => row.orderNumber,
          },
          {
            key: "issued",
            head: <Trans>Issued</Trans>,
            cell: (row) => <Instant at={row.issuedAt} precision="day" />,
          },
          {
            key: "tax",
            head: <Trans>Tax ({account.currency})</Trans>,
            align: "end",
            cell: (row) => <Amount value={row.tax} symbol={false} />,
          },
          {
            key: "total",
            head: <Trans>Total ({account.currency})</Trans>,
            align: "end",
            cell: (row) => <Amount value={row.total} symbol={false} />,
          },
          {
            key: "pdf",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            unlabelled: true,
            cell: (row) => <PdfButton number={row.number} load={() => loadPdf(row.id)} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={invoices.hasNextPage}
        isFetchingNextPage={invoices.isFetchingNextPage}
        fetchNextPage={invoices.fetchNextPage}
      />
    </Section>
  );
}
