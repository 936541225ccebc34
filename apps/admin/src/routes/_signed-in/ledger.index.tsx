import { createFileRoute } from "@tanstack/react-router";
import { LedgerPage } from "../../features/ledger/ledger-page.tsx";

export const Route = createFileRoute("/_signed-in/ledger/")({
  validateSearch: (search): { month?: string } =>
    typeof search["month"] === "string" && /^\d{4}-\d{2}$/.test(search["month"])
      ? { month: search["month"] }
      : {},
  component: function Ledger() {
    const navigate = Route.useNavigate();
    return (
      <LedgerPage
        month={Route.useSearch().month}
        onMonth={(month) => void navigate({ search: { month }, resetScroll: false })}
      />
    );
  },
});
