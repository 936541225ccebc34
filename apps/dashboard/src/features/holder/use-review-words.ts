import { useLingui } from "@lingui/react/macro";
import type { Tone } from "@tenure/ui";
import type { Review } from "./types.ts";

/** How a review is said. */
export function useReviewWords() {
  const { t } = useLingui();
  const states: Readonly<Record<Review["state"], { readonly word: string; readonly tone: Tone }>> = {
    collecting: { word: t`Not sent yet`, tone: "waiting" },
    submitted: { word: t`Sent`, tone: "progress" },
    in_review: { word: t`Being read`, tone: "progress" },
    needs_info: { word: t`Waiting for you`, tone: "waiting" },
    verified: { word: t`Verified`, tone: "done" },
    rejected: { word: t`Not accepted`, tone: "refused" },
    cancelled: { word: t`Withdrawn`, tone: "neutral" },
  };
  return {
    state: (state: Review["state"]) => states[state],
    kind: (kind: Review["kind"]) => (kind === "company" ? t`Company` : t`Organisation`),
  };
}
