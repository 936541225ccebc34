import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A version of the policy on its way to be in force. `agreed`: a second administrator approved it; from its instant on it
 * decides. What was agreed and is in force never ends: a later version follows it.
 */
export const policyVersionLifecycle = defineLifecycle({
  name: "policy_version",
  initial: "proposed",
  table: {
    proposed: {
      approve: { to: "agreed", by: ["administrator"] },
      decline: { to: "declined", by: ["administrator"] },
      withdraw: { to: "withdrawn", by: ["administrator"] },
    },
    agreed: {
      call_off: { to: "called_off", by: ["administrator"] },
    },
    declined: {},
    withdrawn: {},
    called_off: {},
  },
});

/** State of a version of the policy. */
export type PolicyVersionState = keyof typeof policyVersionLifecycle.table;

/** What can be done with a version of the policy. */
export type PolicyVersionAction = "approve" | "decline" | "withdraw" | "call_off";
