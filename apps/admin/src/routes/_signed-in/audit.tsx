import { createFileRoute } from "@tanstack/react-router";
import { type AuditFilter, readAuditFilter } from "../../features/audit/audit-filter.ts";
import { AuditPage } from "../../features/audit/audit-page.tsx";

export const Route = createFileRoute("/_signed-in/audit")({
  validateSearch: (search): AuditFilter => readAuditFilter(search),
  component: function Audit() {
    const navigate = Route.useNavigate();
    return <AuditPage filter={Route.useSearch()} onFilter={(filter) => void navigate({ search: filter })} />;
  },
});
