import { defineLifecycle } from "../lifecycle/index.ts";

/** An entry of the catalogue of add-ons: sold, or no longer; what was bought of it stays. */
export const addOnLifecycle = defineLifecycle({
  name: "add_on",
  initial: "offered",
  table: {
    offered: {
      withdraw: { to: "withdrawn", by: ["administrator"] },
    },
    withdrawn: {
      offer: { to: "offered", by: ["administrator"] },
    },
  },
});

/** State of an add-on. */
export type AddOnState = keyof typeof addOnLifecycle.table;
