import { defineLifecycle } from "../lifecycle/index.ts";

/** A version tried on the refund requests of the last days. It changes nothing, so it can always be run again. */
export const policyShadowRunLifecycle = defineLifecycle({
  name: "policy_shadow_run",
  initial: "running",
  table: {
    running: { finish: { to: "done", by: ["system"] } },
    done: {},
  },
});

/** State of a shadow run. */
export type PolicyShadowRunState = keyof typeof policyShadowRunLifecycle.table;
