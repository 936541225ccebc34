import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, InvoiceSheet, PageHeader, PdfButton, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Printer } from "lucide-react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { useInvoicePdf } from "../../account/use-invoice-pdf.ts";
import { trpc } from "../../trpc.ts";

/** A document as it was issued, for the eye and for the printer. */
export function InvoicePage(props: { readonly invoiceId: string }) {
  const { invoiceId } = props;
  const { t } = useLingui();
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
      {invoice.data && <InvoiceSheet invoice={invoice.data} />}
    </>
  );
}
