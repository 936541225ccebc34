import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A request for a refund that a person decides (R5). `received`: nobody has taken it yet. `needs_info`: the customer was
 * asked for something; the review goes on with the answer, or without it when a reviewer says so. The due date (R5.2)
 * runs in every state until it is decided.
 */
export const refundCaseLifecycle = defineLifecycle({
  name: "refund_case",
  initial: "received",
  table: {
    received: {
      take: { to: "in_review", by: ["reviewer", "administrator"] },
      ask: { to: "needs_info", by: ["reviewer", "administrator", "system"] },
    },
    in_review: {
      ask: { to: "needs_info", by: ["reviewer", "administrator"] },
      approve: { to: "approved", by: ["reviewer", "administrator"] },
      decline: { to: "declined", by: ["reviewer", "administrator"] },
    },
    needs_info: {
      answer: { to: "in_review", by: ["owner", "system"] },
      take: { to: "in_review", by: ["reviewer", "administrator"] },
    },
    approved: {},
    declined: {},
  },
});

/** State of a refund case. */
export type RefundCaseState = keyof typeof refundCaseLifecycle.table;

/** States in which a case is still to be decided. */
export const refundCaseStatesOpen: readonly RefundCaseState[] = ["received", "in_review", "needs_info"];
