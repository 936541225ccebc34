import { createFileRoute } from "@tanstack/react-router";
import { PolicyPage } from "../../features/policy/policy-page.tsx";

export const Route = createFileRoute("/_signed-in/policy/")({
  validateSearch: (search): { version?: string } =>
    typeof search["version"] === "string" ? { version: search["version"] } : {},
  component: function Policy() {
    return <PolicyPage version={Route.useSearch().version} />;
  },
});
