export { earliestEffect, isEarlyEnough, LEAD_MINUTES, READ_WITHIN_MINUTES } from "./lead.ts";
export {
  type PolicyVersionAction,
  policyVersionLifecycle,
  type PolicyVersionState,
} from "./lifecycle.ts";
export { policyVersionName } from "./name.ts";
export { policyShadowRunLifecycle, type PolicyShadowRunState } from "./shadow-lifecycle.ts";
