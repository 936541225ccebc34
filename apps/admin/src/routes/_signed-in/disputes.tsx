import { createFileRoute } from "@tanstack/react-router";
import { DisputesPage } from "../../features/disputes/disputes-page.tsx";
import { type DisputeFilter, readDisputeFilter } from "../../features/disputes/types.ts";

export const Route = createFileRoute("/_signed-in/disputes")({
  validateSearch: (search): DisputeFilter => readDisputeFilter(search),
  component: function Disputes() {
    const navigate = Route.useNavigate();
    return (
      <DisputesPage
        filter={Route.useSearch()}
        onFilter={(filter) => void navigate({ search: filter, resetScroll: false })}
      />
    );
  },
});
