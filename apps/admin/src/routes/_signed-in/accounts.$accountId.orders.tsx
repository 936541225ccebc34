import { createFileRoute } from "@tanstack/react-router";
import { useListKeys } from "@tenure/ui";
import { OrdersSection } from "../../features/orders/orders-section.tsx";
import { RefundsSection } from "../../features/refunds/refunds-section.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/orders")({
  validateSearch: (search): { preview?: string } =>
    typeof search["preview"] === "string" ? { preview: search["preview"] } : {},
  component: function OrdersAndRefunds() {
    const keys = useListKeys();
    return (
      <div ref={keys}>
        <OrdersSection previewOrderId={Route.useSearch().preview ?? null} />
        <RefundsSection />
      </div>
    );
  },
});
