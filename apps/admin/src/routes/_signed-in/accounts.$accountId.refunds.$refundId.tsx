import { createFileRoute } from "@tanstack/react-router";
import { RefundPage } from "../../features/refunds/refund-page.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/refunds/$refundId")({
  component: function Refund() {
    return <RefundPage refundId={Route.useParams().refundId} />;
  },
});
