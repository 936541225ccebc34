import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { StatementPage } from "../../features/statements/statement-page.tsx";
import { readStatementSearch, type StatementSearch } from "../../features/statements/statement-search.ts";

export const Route = createFileRoute("/_signed-in/statement")({
  validateSearch: (raw: Record<string, unknown>): StatementSearch => readStatementSearch(raw),
  component: function Statement() {
    const navigate = useNavigate();
    return (
      <StatementPage
        search={Route.useSearch()}
        onSearch={(search) => void navigate({ to: "/statement", search, replace: true, resetScroll: false })}
      />
    );
  },
});
