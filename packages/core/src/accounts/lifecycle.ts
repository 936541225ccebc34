import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * An account (T4.2; design.md, "Lifecycles"). Nobody is terminated out of the blue: a suspension comes first, so that
 * a refund requested in time and the account's own data can still be asked for. What is terminated or closed stays so.
 */
export const accountLifecycle = defineLifecycle({
  name: "account",
  initial: "active",
  table: {
    active: {
      suspend: { to: "suspended", by: ["administrator"] },
      close: { to: "closed", by: ["owner"] },
    },
    suspended: {
      lift: { to: "active", by: ["administrator"] },
      terminate: { to: "terminated", by: ["administrator"] },
    },
    terminated: {},
    closed: {},
  },
});

/** State of an account. */
export type AccountState = keyof typeof accountLifecycle.table;
