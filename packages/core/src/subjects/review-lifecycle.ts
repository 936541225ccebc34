import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * An organisation's proof of who it is: its documents, read by a person (C1.2). `collecting`: files are added and nothing
 * is sent yet. What was sent changes no more, unless a reviewer asks for something.
 */
export const documentReviewLifecycle = defineLifecycle({
  name: "document_review",
  initial: "collecting",
  table: {
    collecting: {
      submit: { to: "submitted", by: ["owner"] },
      cancel: { to: "cancelled", by: ["owner"] },
    },
    submitted: {
      take: { to: "in_review", by: ["reviewer", "administrator"] },
      cancel: { to: "cancelled", by: ["owner"] },
    },
    in_review: {
      ask: { to: "needs_info", by: ["reviewer", "administrator"] },
      verify: { to: "verified", by: ["reviewer", "administrator"] },
      reject: { to: "rejected", by: ["reviewer", "administrator"] },
      cancel: { to: "cancelled", by: ["owner"] },
    },
    needs_info: {
      submit: { to: "submitted", by: ["owner"] },
      cancel: { to: "cancelled", by: ["owner"] },
    },
    verified: {},
    rejected: {},
    cancelled: {},
  },
});

/** State of a document review. */
export type DocumentReviewState = keyof typeof documentReviewLifecycle.table;

/** States in which it is still to be decided. */
export const documentReviewsOpen: readonly DocumentReviewState[] = [
  "collecting",
  "submitted",
  "in_review",
  "needs_info",
];

/** States in which its files may change. */
export const documentReviewsWritable: readonly DocumentReviewState[] = ["collecting", "needs_info"];
