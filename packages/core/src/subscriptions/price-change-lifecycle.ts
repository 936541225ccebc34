import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A change of a plan's price (T3.2). Whether it applies already is a matter of its instant and of each notice, not of
 * this table; taken back, it never holds for anybody, whatever was announced.
 */
export const priceChangeLifecycle = defineLifecycle({
  name: "price_change",
  initial: "scheduled",
  table: {
    scheduled: {
      take_back: { to: "canceled", by: ["administrator"] },
    },
    canceled: {},
  },
});

/** State of a price change. */
export type PriceChangeState = keyof typeof priceChangeLifecycle.table;
