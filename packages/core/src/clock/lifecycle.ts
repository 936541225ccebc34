import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * An advance of a sandbox account's clock. `stopped`: work that was due did not come to its end; asking again begins
 * where the clock stands, and finds that work due.
 */
export const clockAdvanceLifecycle = defineLifecycle({
  name: "clock_advance",
  initial: "running",
  table: {
    running: {
      finish: { to: "done", by: ["system"] },
      stop: { to: "stopped", by: ["system"] },
    },
    done: {},
    stopped: {},
  },
});

/** State of an advance. */
export type ClockAdvanceState = keyof typeof clockAdvanceLifecycle.table;
