import { createContext } from "react";

/** A version of the policy as the API tells it, still to be read. */
export interface PublishedPolicy {
  readonly policy: unknown;
}

/**
 * The versions of the policy as the API told them; null until it has. Kept as they came: most pages show no clause, and
 * reading one takes the schema of the policy and the words of every clause.
 */
export const PublishedPoliciesContext = createContext<readonly PublishedPolicy[] | null>(null);
