import { createFileRoute } from "@tanstack/react-router";
import { InvoicePage } from "../../features/invoices/invoice-page.tsx";

export const Route = createFileRoute("/_signed-in/billing_/$invoiceId")({
  component: () => <InvoicePage invoiceId={Route.useParams().invoiceId} />,
});
