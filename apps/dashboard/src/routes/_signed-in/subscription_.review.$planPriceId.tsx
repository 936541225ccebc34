import { createFileRoute } from "@tanstack/react-router";
import { ReviewPage } from "../../features/subscription/review-page.tsx";

export const Route = createFileRoute("/_signed-in/subscription_/review/$planPriceId")({
  component: function Review() {
    return <ReviewPage planPriceId={Route.useParams().planPriceId} />;
  },
});
