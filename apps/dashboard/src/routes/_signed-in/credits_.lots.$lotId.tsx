import { createFileRoute } from "@tanstack/react-router";
import { LotPage } from "../../features/lots/lot-page.tsx";

export const Route = createFileRoute("/_signed-in/credits_/lots/$lotId")({
  component: function Lot() {
    return <LotPage lotId={Route.useParams().lotId} />;
  },
});
