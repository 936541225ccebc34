import { createFileRoute } from "@tanstack/react-router";
import { PaymentMethodsPage } from "../../features/payment-methods/payment-methods-page.tsx";

export const Route = createFileRoute("/_signed-in/settings/payment-methods")({
  component: PaymentMethodsPage,
});
