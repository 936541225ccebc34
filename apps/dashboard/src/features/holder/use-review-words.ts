import { useLingui } from "@lingui/react/macro";
import type { DocumentProblem, DocumentType } from "@tenure/core/subjects";
import type { Tone } from "@tenure/ui";
import type { Review } from "./types.ts";

/** How a review and its files are said. */
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
  const types: Readonly<Record<DocumentType, string>> = {
    "application/pdf": "PDF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
  };
  const problems: Readonly<Record<DocumentProblem, string>> = {
    empty: t`The file is empty.`,
    too_large: t`The file is larger than 10 MB.`,
    type: t`Only PDF, PNG and JPEG files are taken.`,
    damaged: t`The file is damaged, or something stands behind its end.`,
    too_many_pixels: t`The picture is larger than 50 million points.`,
    active: t`The PDF holds a script, a form, another file or a password. Print it to a plain PDF.`,
  };
  return {
    state: (state: Review["state"]) => states[state],
    kind: (kind: Review["kind"]) => (kind === "company" ? t`Company` : t`Organisation`),
    type: (type: DocumentType) => types[type],
    problem: (problem: DocumentProblem) => problems[problem],
  };
}
