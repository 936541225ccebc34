import { createFileRoute } from "@tanstack/react-router";
import { DecisionPage } from "../../features/decisions/decision-page.tsx";

export const Route = createFileRoute("/_signed-in/decisions/$decisionId")({
  component: function Decision() {
    const { decisionId } = Route.useParams();
    return <DecisionPage key={decisionId} decisionId={decisionId} />;
  },
});
