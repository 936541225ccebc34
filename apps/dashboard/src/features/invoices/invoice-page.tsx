import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, InvoiceSheet, PageHeader, PdfButton, Skeleton, useLocale } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Printer } from "lucide-react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { useInvoicePdf } from "../../account/use-invoice-pdf.ts";
import { trpc } from "../../trpc.ts";

/** A document as it was issued, for the eye and for the printer. */
export function InvoicePage(props: { readonly invoiceId: string }) {
  const { invoiceId } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const { account } = useCurrentAccount();
  const loadPdf = useInvoicePdf();
  const invoice = useQuery(trpc.invoices.get.queryOptions({ accountId: account.id, invoiceId }));
  const number = invoice.data?.number ?? "";
  const title =
    invoice.data?.kind === "credit_note"
      ? t`Credit note ${number}`
      : number === ""
        ? t`Invoice`
        : t`Invoice ${number}`;
  return (
    <>
      <div data-print="hide">
        <PageHeader
          title={title}
          back={
            <Link to="/billing" className="text-link">
              <Trans>Back to Billing</Trans>
            </Link>
          }
          actions={
            invoice.data && (
              <>
                <Button
                  size="sm"
                  icon={<Printer aria-hidden className="size-3.5" />}
                  onClick={() => window.print()}
                >
                  <Trans>Print</Trans>
                </Button>
                <PdfButton number={invoice.data.number} load={() => loadPdf(invoiceId)} />
              </>
            )
          }
        />
      </div>
      {invoice.isPending && <Skeleton lines={10} />}
      {invoice.error && (
        <ProblemState
          thing={t`The document could not be loaded`}
          error={invoice.error}
          onRetry={() => void invoice.refetch()}
          retrying={invoice.isFetching}
        />
      )}
      {invoice.data && invoice.data.language !== locale && (
        <p data-print="hide" className="mb-6 text-muted">
          {invoice.data.language === "zh" ? (
            <Trans>Issued in Chinese; shown as it was issued.</Trans>
          ) : (
            <Trans>Issued in English; shown as it was issued.</Trans>
          )}
        </p>
      )}
      {invoice.data && <InvoiceSheet invoice={invoice.data} />}
    </>
  );
}
