import { createFileRoute } from "@tanstack/react-router";
import { InvoicesSection } from "../../features/invoices/invoices-section.tsx";
import { BillingPage } from "../../features/payment-methods/billing-page.tsx";
import { BillingDetailsSection } from "../../features/subscription/billing-details-section.tsx";

export const Route = createFileRoute("/_signed-in/billing")({
  validateSearch: (raw: Record<string, unknown>): { readonly card?: string } =>
    typeof raw["card"] === "string" && /^[0-9a-f-]{36}$/.test(raw["card"]) ? { card: raw["card"] } : {},
  component: function Billing() {
    return (
      <BillingPage
        setupId={Route.useSearch().card}
        details={<BillingDetailsSection />}
        invoices={<InvoicesSection />}
      />
    );
  },
});
