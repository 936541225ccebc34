import { createFileRoute } from "@tanstack/react-router";
import { GiftSubscriptionsPage } from "../../features/gift-subscriptions/gift-subscriptions-page.tsx";
import { type GiftSearch, readGiftSearch } from "../../features/gift-subscriptions/types.ts";

export const Route = createFileRoute("/_signed-in/gift-subscriptions")({
  validateSearch: (search): GiftSearch => readGiftSearch(search),
  component: function GiftSubscriptions() {
    const navigate = Route.useNavigate();
    return (
      <GiftSubscriptionsPage
        filter={Route.useSearch()}
        onFilter={(filter) => void navigate({ search: filter, resetScroll: false })}
      />
    );
  },
});
