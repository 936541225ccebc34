import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { RefundDialog } from "../../features/refunds/refund-dialog.tsx";

export const Route = createFileRoute("/_signed-in/subscription/refund/$orderId")({
  validateSearch: ({ refund }): { refund?: string } => (typeof refund === "string" ? { refund } : {}),
  component: function Refund() {
    const { orderId } = Route.useParams();
    const { refund, order: _order, checkout: _checkout, ...list } = Route.useSearch();
    const navigate = useNavigate();
    return (
      <RefundDialog
        key={orderId}
        orderId={orderId}
        refundId={refund}
        onSubmitted={(refundId) =>
          void navigate({
            to: "/subscription/refund/$orderId",
            params: { orderId },
            search: { ...list, refund: refundId },
            replace: true,
            resetScroll: false,
          })
        }
        // The list behind the dialog stays as it was filtered and sorted.
        onClose={() => void navigate({ to: "/subscription", search: list, resetScroll: false })}
      />
    );
  },
});
