import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * One try to have a renewal paid. `ready`: its row is written, the provider has heard nothing yet. `calling`: a card is charged without its customer; `unknown`: the provider has not
 * said what became of it. `open`: a page waits for the customer to pay by themselves; `closed`: nobody did. The
 * provider's word comes last: a page that was closed a moment too late may have been paid.
 */
export const renewalAttemptLifecycle = defineLifecycle({
  name: "renewal_attempt",
  initial: "ready",
  table: {
    ready: {
      call: { to: "calling", by: ["system"] },
      show: { to: "open", by: ["system"] },
      close: { to: "closed", by: ["system"] },
    },
    calling: {
      succeed: { to: "succeeded", by: ["system"] },
      fail: { to: "failed", by: ["system"] },
      lose_answer: { to: "unknown", by: ["system"] },
    },
    unknown: {
      succeed: { to: "succeeded", by: ["system"] },
      fail: { to: "failed", by: ["system"] },
    },
    open: {
      succeed: { to: "succeeded", by: ["system"] },
      close: { to: "closed", by: ["system"] },
    },
    closed: {
      succeed: { to: "succeeded", by: ["system"] },
    },
    succeeded: {},
    failed: {},
  },
});

/** State of a try. */
export type RenewalAttemptState = keyof typeof renewalAttemptLifecycle.table;
