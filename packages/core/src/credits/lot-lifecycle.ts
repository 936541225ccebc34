import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A lot of credits. `spent`: nothing is left of it. Whatever ends a lot with something left posts that away first:
 * `expired` to breakage, `revoked` (gifts, rewards) to the expense it came from, `forfeited` (bonus of a refunded
 * order, R3.4) and `refunded` to the refund. A correction of usage or a refund that bounced opens it again (R6.4). `frozen`:
 * its order's payment is disputed; a win frees it, a loss takes it (`charged_back`).
 */
export const creditLotLifecycle = defineLifecycle({
  name: "credit_lot",
  initial: "open",
  table: {
    open: {
      spend: { to: "spent", by: ["system"] },
      expire: { to: "expired", by: ["system"] },
      revoke: { to: "revoked", by: ["administrator", "system"] },
      forfeit: { to: "forfeited", by: ["system"] },
      refund: { to: "refunded", by: ["system"] },
      freeze: { to: "frozen", by: ["system"] },
    },
    spent: {
      refill: { to: "open", by: ["system"] },
      forfeit: { to: "forfeited", by: ["system"] },
      refund: { to: "refunded", by: ["system"] },
    },
    expired: {},
    revoked: { restore: { to: "open", by: ["system"] } },
    forfeited: { restore: { to: "open", by: ["system"] } },
    refunded: { restore: { to: "open", by: ["system"] } },
    frozen: {
      free: { to: "open", by: ["system"] },
      lose: { to: "charged_back", by: ["system"] },
    },
    charged_back: { restore: { to: "open", by: ["system"] } },
  },
});

/** State of a lot of credits. */
export type CreditLotState = keyof typeof creditLotLifecycle.table;

/** Every state, in the order of the table. */
export const creditLotStates = [
  "open",
  "spent",
  "expired",
  "revoked",
  "forfeited",
  "refunded",
  "frozen",
  "charged_back",
] as const satisfies readonly CreditLotState[];
