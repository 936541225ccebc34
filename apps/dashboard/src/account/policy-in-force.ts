import { type Policy, policyAt } from "@tenure/core/policy";

/** The policy in force by this device's clock: for showing it. What is decided, the server decides. */
export const policyInForce = (): Policy => policyAt(new Date().toISOString());
