import type { Outputs } from "@tenure/api/trpc";

/** A review as staff read it. */
export type StaffReview = Outputs["documentReviews"]["desk"]["get"];
