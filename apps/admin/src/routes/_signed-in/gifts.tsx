import { createFileRoute } from "@tanstack/react-router";
import { GiftsPage } from "../../features/gifts/gifts-page.tsx";
import { type GiftFilter, readGiftFilter } from "../../features/gifts/types.ts";

export const Route = createFileRoute("/_signed-in/gifts")({
  validateSearch: (search): GiftFilter => readGiftFilter(search),
  component: function Gifts() {
    const navigate = Route.useNavigate();
    return (
      <GiftsPage
        filter={Route.useSearch()}
        onFilter={(filter) => void navigate({ search: filter, resetScroll: false })}
      />
    );
  },
});
