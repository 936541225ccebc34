import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { RefundDialog } from "../../features/refunds/refund-dialog.tsx";

export const Route = createFileRoute("/_signed-in/credits/refund/$orderId")({
  validateSearch: ({ refund }): { refund?: string } => (typeof refund === "string" ? { refund } : {}),
  component: function Refund() {
    const { orderId } = Route.useParams();
    const { refund } = Route.useSearch();
    const navigate = useNavigate();
    return (
      <RefundDialog
        key={orderId}
        orderId={orderId}
        refundId={refund}
        onSubmitted={(refundId) =>
          void navigate({
            to: "/credits/refund/$orderId",
            params: { orderId },
            search: { refund: refundId },
            replace: true,
            resetScroll: false,
          })
        }
        onClose={() => void navigate({ to: "/credits", resetScroll: false })}
      />
    );
  },
});
