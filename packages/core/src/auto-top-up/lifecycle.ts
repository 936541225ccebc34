import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * Automatic top-up of an account. Only its owner switches it on, each time with a consent (T6.1); anything that goes
 * wrong at the card stops it, and nothing but the owner starts it again (T6.2).
 */
export const autoTopUpLifecycle = defineLifecycle({
  name: "auto_top_up",
  initial: "off",
  table: {
    off: {
      switch_on: { to: "on", by: ["owner"] },
    },
    on: {
      change: { to: "on", by: ["owner"] },
      switch_off: { to: "off", by: ["owner", "system"] },
      stop: { to: "stopped", by: ["system"] },
    },
    stopped: {
      switch_on: { to: "on", by: ["owner"] },
      switch_off: { to: "off", by: ["owner", "system"] },
    },
  },
});

/** State of an automatic top-up. */
export type AutoTopUpState = keyof typeof autoTopUpLifecycle.table;
