import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * One renewal of a subscription: written, with its amount and term frozen, before the provider is called. `waiting`: a
 * charge failed, or there is no card; the next step is `nextDunningStep`. `unknown`: the provider has not said what
 * became of a charge, so nothing else is tried. `lapsed`: the grace went by; `dropped`: the subscription ended first,
 * by its owner, a refund or the end of the account. Money that comes after either goes back whole.
 */
export const renewalLifecycle = defineLifecycle({
  name: "renewal",
  initial: "due",
  table: {
    due: {
      charge: { to: "charging", by: ["system"] },
      wait: { to: "waiting", by: ["system"] },
      drop: { to: "dropped", by: ["system"] },
    },
    charging: {
      pay: { to: "paid", by: ["system"] },
      fail: { to: "waiting", by: ["system"] },
      lose_answer: { to: "unknown", by: ["system"] },
    },
    unknown: {
      pay: { to: "paid", by: ["system"] },
      fail: { to: "waiting", by: ["system"] },
    },
    waiting: {
      charge: { to: "charging", by: ["system"] },
      pay: { to: "paid", by: ["system"] },
      lapse: { to: "lapsed", by: ["system"] },
      drop: { to: "dropped", by: ["system"] },
    },
    paid: {},
    lapsed: {},
    dropped: {},
  },
});

/** State of a renewal. */
export type RenewalState = keyof typeof renewalLifecycle.table;
