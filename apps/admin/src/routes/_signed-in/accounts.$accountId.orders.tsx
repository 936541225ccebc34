import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { useListKeys } from "@tenure/ui";
import { GoodwillSection } from "../../features/goodwill-refunds/goodwill-section.tsx";
import { ProposeDialog } from "../../features/goodwill-refunds/propose-dialog.tsx";
import { OrdersSection } from "../../features/orders/orders-section.tsx";
import { RefundsSection } from "../../features/refunds/refunds-section.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/orders")({
  validateSearch: (search): { preview?: string; goodwill?: string } => ({
    ...(typeof search["preview"] === "string" ? { preview: search["preview"] } : {}),
    ...(typeof search["goodwill"] === "string" ? { goodwill: search["goodwill"] } : {}),
  }),
  component: function OrdersAndRefunds() {
    const keys = useListKeys();
    const navigate = useNavigate();
    const { accountId } = Route.useParams();
    const { preview, goodwill } = Route.useSearch();
    return (
      <div ref={keys}>
        <OrdersSection previewOrderId={preview ?? null} />
        <RefundsSection />
        <GoodwillSection />
        {goodwill !== undefined && (
          <ProposeDialog
            key={goodwill}
            orderId={goodwill}
            onClose={() =>
              void navigate({ to: "/accounts/$accountId/orders", params: { accountId }, resetScroll: false })
            }
          />
        )}
      </div>
    );
  },
});
