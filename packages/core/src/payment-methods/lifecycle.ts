import { defineLifecycle } from "../lifecycle/index.ts";

/** A page at the provider on which a holder adds a card without paying. */
export const cardSetupLifecycle = defineLifecycle({
  name: "card_setup",
  initial: "open",
  table: {
    open: {
      save: { to: "saved", by: ["system"] },
      expire: { to: "expired", by: ["system"] },
    },
    saved: {},
    expired: {},
  },
});

/** State of such a page. */
export type CardSetupState = keyof typeof cardSetupLifecycle.table;
