import { useLingui } from "@lingui/react/macro";
import type { Tone } from "@tenure/ui";
import type { StaffReview } from "./types.ts";

/** How a review is said. */
export function useReviewWords() {
  const { t } = useLingui();
  const states: Readonly<Record<StaffReview["state"], { readonly word: string; readonly tone: Tone }>> = {
    collecting: { word: t`Not sent yet`, tone: "neutral" },
    submitted: { word: t`To be read`, tone: "waiting" },
    in_review: { word: t`Being read`, tone: "progress" },
    needs_info: { word: t`Waits for the customer`, tone: "waiting" },
    verified: { word: t`Verified`, tone: "done" },
    rejected: { word: t`Rejected`, tone: "refused" },
    cancelled: { word: t({ message: "Withdrawn", context: "documents" }), tone: "neutral" },
  };
  return {
    state: (state: StaffReview["state"]) => states[state],
    kind: (kind: StaffReview["kind"]) => (kind === "company" ? t`Company` : t`Organisation`),
  };
}
