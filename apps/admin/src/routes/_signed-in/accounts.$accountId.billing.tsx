import { createFileRoute } from "@tanstack/react-router";
import { BillingTab } from "../../features/invoices/billing-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/billing")({ component: BillingTab });
