import { createFileRoute } from "@tanstack/react-router";
import { ApplyPage } from "../../features/subject-changes/apply-page.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/subject-change")({
  validateSearch: (search): { readonly change?: string } =>
    typeof search["change"] === "string" ? { change: search["change"] } : {},
  component: function ApplyForCustomer() {
    const navigate = Route.useNavigate();
    return (
      <ApplyPage
        changeId={Route.useSearch().change ?? null}
        onBegun={(change) => void navigate({ search: { change }, replace: true })}
      />
    );
  },
});
