import { defineLifecycle } from "../lifecycle/index.ts";

/** One comparison of the providers' books with ours. A run that broke off begins anew; it fails where it never ends. */
export const reconciliationLifecycle = defineLifecycle({
  name: "reconciliation",
  initial: "running",
  table: {
    running: {
      finish: { to: "done", by: ["system"] },
      give_up: { to: "failed", by: ["system"] },
    },
    done: {},
    failed: {},
  },
});

/** State of a comparison. */
export type ReconciliationState = keyof typeof reconciliationLifecycle.table;

/**
 * Something in which a provider's books and ours differ. It is resolved by being gone when it is looked at again, never
 * by somebody saying so; what a person set aside with a reason is no longer asked about while it stays the same.
 */
export const differenceLifecycle = defineLifecycle({
  name: "reconciliation_difference",
  initial: "open",
  table: {
    open: {
      set_aside: { to: "set_aside", by: ["administrator"] },
      vanish: { to: "resolved", by: ["system"] },
    },
    set_aside: {
      ask_again: { to: "open", by: ["administrator"] },
      vanish: { to: "resolved", by: ["system"] },
    },
    resolved: {
      return: { to: "open", by: ["system"] },
    },
  },
});

/** State of a difference. */
export type DifferenceState = keyof typeof differenceLifecycle.table;
