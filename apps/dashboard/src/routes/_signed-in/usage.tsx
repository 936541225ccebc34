import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { UsagePage } from "../../features/usage/usage-page.tsx";
import { readUsageSearch, type UsageSearch } from "../../features/usage/usage-search.ts";

export const Route = createFileRoute("/_signed-in/usage")({
  validateSearch: (raw: Record<string, unknown>): UsageSearch => readUsageSearch(raw),
  component: function Usage() {
    const navigate = useNavigate();
    return (
      <UsagePage
        search={Route.useSearch()}
        onSearch={(search) => void navigate({ to: "/usage", search, replace: true, resetScroll: false })}
      />
    );
  },
});
