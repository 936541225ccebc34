import { createFileRoute } from "@tanstack/react-router";
import { DecisionsTab } from "../../features/decisions/decisions-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/decisions/")({
  component: DecisionsTab,
});
