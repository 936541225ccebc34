import type { Instant } from "../time/index.ts";
import type { Policy } from "./policy.ts";

/** Versions of the policy by name, and which of them is in force when. */
export interface PolicyBook {
  /** Those that are, were or will be in force, by the instant from which they are. */
  readonly versions: readonly Policy[];
  /** The version in force at an instant: the latest whose `effectiveFrom` has come; before all, the first. */
  at(now: Instant): Policy;
  /** A version by its name, whether or not it is ever in force; null when there is none. */
  byVersion(version: string): Policy | null;
}

/**
 * A book of versions.
 * @param agreed what is, was or will be in force, in any order
 * @param others versions that decisions may name although they are never in force any more: called off
 * @throws Error without a version: nothing could be decided
 */
export function policyBook(agreed: readonly Policy[], others: readonly Policy[] = []): PolicyBook {
  const versions = agreed.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  const [first] = versions;
  if (first === undefined) throw new Error("a book of policies needs a version");
  const byName = new Map([...others, ...versions].map((each) => [each.version, each]));
  return {
    versions,
    at: (now) => versions.findLast((each) => each.effectiveFrom <= now) ?? first,
    byVersion: (version) => byName.get(version) ?? null,
  };
}
