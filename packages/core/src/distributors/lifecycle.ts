import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A distributor's notification (T1.3). A problem is for the operator: once its cause is gone it is looked at again, and
 * nothing it says is lost meanwhile.
 */
export const distributorEventLifecycle = defineLifecycle({
  name: "distributor_event",
  initial: "received",
  table: {
    received: {
      apply: { to: "applied", by: ["system"] },
      ignore: { to: "ignored", by: ["system"] },
      report: { to: "problem", by: ["system"] },
    },
    problem: {
      apply: { to: "applied", by: ["system", "administrator"] },
      report: { to: "problem", by: ["system", "administrator"] },
      ignore: { to: "ignored", by: ["administrator"] },
    },
    applied: {},
    ignored: {},
  },
});

/** State of a distributor's notification. */
export type DistributorEventState = keyof typeof distributorEventLifecycle.table;
