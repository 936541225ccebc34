import { createFileRoute } from "@tanstack/react-router";
import { ReceiptPage } from "../../features/credits/receipt-page.tsx";

export const Route = createFileRoute("/_signed-in/credits_/receipts/$orderId")({
  component: function Receipt() {
    const { orderId } = Route.useParams();
    return <ReceiptPage key={orderId} orderId={orderId} />;
  },
});
