import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A change of plan that waits for the end of the term. An upgrade is an order and has no rows here. `dropped`: an
 * upgrade, a cancellation, a refund or the end of the account came first, or another change took its place. One that a
 * refund dropped is restored where the refund bounces (R6.4), one that a cancellation dropped where that is taken back.
 */
export const planChangeLifecycle = defineLifecycle({
  name: "plan_change",
  initial: "scheduled",
  table: {
    scheduled: {
      apply: { to: "applied", by: ["system"] },
      take_back: { to: "canceled", by: ["owner", "administrator"] },
      drop: { to: "dropped", by: ["system"] },
    },
    applied: {},
    canceled: {},
    dropped: {
      restore: { to: "scheduled", by: ["system"] },
    },
  },
});

/** State of a change of plan. */
export type PlanChangeState = keyof typeof planChangeLifecycle.table;
