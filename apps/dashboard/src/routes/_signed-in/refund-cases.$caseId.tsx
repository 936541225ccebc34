import { createFileRoute } from "@tanstack/react-router";
import { RefundCasePage } from "../../features/refund-cases/refund-case-page.tsx";

export const Route = createFileRoute("/_signed-in/refund-cases/$caseId")({
  component: function RefundCase() {
    return <RefundCasePage caseId={Route.useParams().caseId} />;
  },
});
