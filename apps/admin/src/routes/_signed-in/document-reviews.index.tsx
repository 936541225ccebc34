import { createFileRoute } from "@tanstack/react-router";
import { ReviewsPage } from "../../features/document-reviews/reviews-page.tsx";

export const Route = createFileRoute("/_signed-in/document-reviews/")({ component: ReviewsPage });
