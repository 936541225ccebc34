import { createFileRoute } from "@tanstack/react-router";
import { AddOnReviewPage } from "../../features/add-ons/add-on-review-page.tsx";

export const Route = createFileRoute("/_signed-in/add-ons_/$priceId")({
  component: function AddOnReview() {
    return <AddOnReviewPage priceId={Route.useParams().priceId} />;
  },
});
