import { createFileRoute } from "@tanstack/react-router";
import { AccountsPage } from "../../features/accounts/accounts-page.tsx";

export const Route = createFileRoute("/_signed-in/accounts/")({
  validateSearch: (search): { q?: string } =>
    typeof search["q"] === "string" && search["q"] !== "" ? { q: search["q"] } : {},
  component: function Accounts() {
    return <AccountsPage query={Route.useSearch().q ?? ""} />;
  },
});
