import { createFileRoute } from "@tanstack/react-router";
import { DecisionPage } from "../../features/decisions/decision-page.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/decisions/$decisionId")({
  component: function Decision() {
    return <DecisionPage decisionId={Route.useParams().decisionId} />;
  },
});
