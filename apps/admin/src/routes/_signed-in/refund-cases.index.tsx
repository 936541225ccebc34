import { createFileRoute } from "@tanstack/react-router";
import { RefundCasesPage } from "../../features/refund-cases/refund-cases-page.tsx";
import { type CaseFilter, readCaseFilter } from "../../features/refund-cases/types.ts";

export const Route = createFileRoute("/_signed-in/refund-cases/")({
  validateSearch: (search): CaseFilter => readCaseFilter(search),
  component: function RefundCases() {
    const navigate = Route.useNavigate();
    return (
      <RefundCasesPage
        filter={Route.useSearch()}
        onFilter={(filter) => void navigate({ search: filter, resetScroll: false })}
      />
    );
  },
});
