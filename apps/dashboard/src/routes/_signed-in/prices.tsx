import { createFileRoute } from "@tanstack/react-router";
import { PricesPage } from "../../features/prices/prices-page.tsx";

export const Route = createFileRoute("/_signed-in/prices")({
  validateSearch: (search): { q?: string } =>
    typeof search["q"] === "string" && search["q"] !== "" ? { q: search["q"] } : {},
  component: function Prices() {
    const navigate = Route.useNavigate();
    return (
      <PricesPage
        query={Route.useSearch().q ?? ""}
        onQuery={(q) => void navigate({ search: q === "" ? {} : { q }, replace: true, resetScroll: false })}
      />
    );
  },
});
