import { createFileRoute } from "@tanstack/react-router";
import { ReviewPage } from "../../features/document-reviews/review-page.tsx";

export const Route = createFileRoute("/_signed-in/document-reviews/$reviewId")({
  component: function DocumentReview() {
    return <ReviewPage reviewId={Route.useParams().reviewId} />;
  },
});
