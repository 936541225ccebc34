import { createFileRoute } from "@tanstack/react-router";
import { readSort } from "@tenure/ui";
import { AccountsPage } from "../../features/accounts/accounts-page.tsx";

export const Route = createFileRoute("/_signed-in/accounts/")({
  validateSearch: (search): { q?: string; sort?: string } => ({
    ...(typeof search["q"] === "string" && search["q"] !== "" ? { q: search["q"] } : {}),
    ...readSort(search["sort"]),
  }),
  component: function Accounts() {
    const { q = "", sort } = Route.useSearch();
    return <AccountsPage query={q} sort={sort} />;
  },
});
