import { createFileRoute } from "@tanstack/react-router";
import { ReconciliationsPage } from "../../features/reconciliations/reconciliations-page.tsx";
import { type DifferenceFilter, readDifferenceFilter } from "../../features/reconciliations/types.ts";

export const Route = createFileRoute("/_signed-in/reconciliations")({
  validateSearch: (search): DifferenceFilter => readDifferenceFilter(search),
  component: function Reconciliations() {
    const navigate = Route.useNavigate();
    return (
      <ReconciliationsPage
        filter={Route.useSearch()}
        onFilter={(filter) => void navigate({ search: filter, resetScroll: false })}
      />
    );
  },
});
