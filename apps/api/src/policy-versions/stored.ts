import { digestOf, type Json } from "@tenure/core/decision";
import { completePolicy, POLICIES, type Policy, policySchema } from "@tenure/core/policy";

/** A policy as its row holds it. */
export function storedPolicy(policy: Policy) {
  const body = policySchema.encode(policy);
  return {
    version: policy.version,
    effectiveFrom: new Date(policy.effectiveFrom),
    body,
    digest: digestOf(body as Json),
  };
}

/** A row of a version, as far as what it says goes. */
export interface StoredPolicy {
  readonly version: string;
  readonly effectiveFrom: Date;
  readonly body: unknown;
  readonly digest: string;
}

/**
 * Reads the policy in a row.
 * @throws Error when the row is not what was stored: nothing is decided by a policy that somebody edited
 */
export function readStoredPolicy({ version, effectiveFrom, body, digest }: StoredPolicy): Policy {
  if (digestOf(body as Json) !== digest)
    throw new Error(`policy ${version} is not what was stored: its digest differs`);
  const shipped = POLICIES.at(-1);
  if (shipped === undefined) throw new Error("no policy ships with this build");
  const policy = completePolicy(body, shipped);
  if (policy.version !== version || policy.effectiveFrom !== effectiveFrom.toISOString())
    throw new Error(`policy ${version} says another version or instant than its row`);
  return policy;
}
