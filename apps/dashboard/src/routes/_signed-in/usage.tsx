import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { UsagePage } from "../../features/usage/usage-page.tsx";
import { readUsageSearch, type UsageSearch } from "../../features/usage/usage-search.ts";

export const Route = createFileRoute("/_signed-in/usage")({
  validateSearch: (raw: Record<string, unknown>): UsageSearch => readUsageSearch(raw),
  component: function Usage() {
    const navigate = useNavigate();
    const present = Route.useSearch();
    return (
      <UsagePage
        search={present}
        onSearch={(search) =>
          void navigate({
            to: "/usage",
            search,
            // Days are put right one by one; going back leads over choices, not over those.
            replace: search.from !== undefined && present.from !== undefined,
            resetScroll: false,
          })
        }
      />
    );
  },
});
