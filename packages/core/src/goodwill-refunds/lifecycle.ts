import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A refund that staff give though no rule asks for it. One person proposes it, another approves or declines it; whoever
 * proposed it may take it back until then. The refund itself begins with the approval.
 */
export const goodwillRefundLifecycle = defineLifecycle({
  name: "goodwill_refund",
  initial: "proposed",
  table: {
    proposed: {
      approve: { to: "approved", by: ["reviewer", "administrator"] },
      decline: { to: "declined", by: ["reviewer", "administrator"] },
      withdraw: { to: "withdrawn", by: ["reviewer", "administrator"] },
    },
    approved: {},
    declined: {},
    withdrawn: {},
  },
});

/** State of a goodwill refund. */
export type GoodwillRefundState = keyof typeof goodwillRefundLifecycle.table;
