import { createFileRoute } from "@tanstack/react-router";
import { CasePage } from "../../features/refund-cases/case-page.tsx";

export const Route = createFileRoute("/_signed-in/refund-cases/$caseId")({
  component: function RefundCase() {
    return <CasePage caseId={Route.useParams().caseId} />;
  },
});
