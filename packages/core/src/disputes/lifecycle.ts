import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A dispute of a payment, as the provider tells it. `inquiry`: a bank asks, and takes nothing. `open`: it took the money until
 * somebody decides. A loss can still turn into a win, and a bank can dispute again what was won.
 */
export const disputeLifecycle = defineLifecycle({
  name: "dispute",
  initial: "inquiry",
  table: {
    inquiry: {
      escalate: { to: "open", by: ["system"] },
      win: { to: "won", by: ["system"] },
      lose: { to: "lost", by: ["system"] },
    },
    open: {
      win: { to: "won", by: ["system"] },
      lose: { to: "lost", by: ["system"] },
    },
    lost: {
      win: { to: "won", by: ["system"] },
    },
    won: {
      escalate: { to: "open", by: ["system"] },
      lose: { to: "lost", by: ["system"] },
    },
  },
});

/** State of a dispute. */
export type DisputeState = keyof typeof disputeLifecycle.table;

/**
 * What a provider's many statuses come to. An appeal is one against a loss: the money stays away, and the win comes late. A
 * status that we do not know is open: nothing is refunded meanwhile, nothing is taken from the customer for good.
 */
export function disputeStateOf(status: string): DisputeState {
  switch (status) {
    case "won":
    case "warning_closed":
    case "prevented":
      return "won";
    case "lost":
    case "appeal_needs_response":
    case "appeal_under_review":
      return "lost";
    case "warning_needs_response":
    case "warning_under_review":
      return "inquiry";
    default:
      return "open";
  }
}
