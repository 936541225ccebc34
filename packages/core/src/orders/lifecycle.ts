import { defineLifecycle } from "../lifecycle/index.ts";

/** An order from checkout to payment. A payment that comes after the checkout closed re-opens it (`expired → paid`). */
export const orderLifecycle = defineLifecycle({
  name: "order",
  initial: "pending",
  table: {
    pending: {
      pay: { to: "paid", by: ["system"] },
      fail: { to: "failed", by: ["system"] },
      expire: { to: "expired", by: ["system"] },
    },
    expired: {
      pay: { to: "paid", by: ["system"] },
      fail: { to: "failed", by: ["system"] },
    },
    paid: {},
    failed: {},
  },
});

/** State of an order. */
export type OrderState = keyof typeof orderLifecycle.table;
