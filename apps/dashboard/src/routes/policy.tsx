import { createFileRoute } from "@tanstack/react-router";
import { PolicyPage } from "../features/policy/policy-page.tsx";
import { PublicPage } from "../shell/public-page.tsx";

export const Route = createFileRoute("/policy")({
  validateSearch: (search): { version?: string } => {
    // The router reads 2026.11 as a number.
    const version = search["version"];
    return typeof version === "string" || typeof version === "number" ? { version: String(version) } : {};
  },
  component: function Policy() {
    return (
      <PublicPage>
        <PolicyPage version={Route.useSearch().version} />
      </PublicPage>
    );
  },
});
