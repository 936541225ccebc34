import { type PolicyBook, policyBook, policySchema, SHIPPED_POLICIES } from "@tenure/core/policy";

/**
 * The versions that the API answered, as a book. One that this page cannot read is left out: the API is newer than the
 * page, which then words clauses by a version it knows until it is loaded again.
 */
export function readPolicyBook(versions: readonly { readonly policy: unknown }[]): PolicyBook {
  const read = versions.flatMap(({ policy }) => policySchema.safeParse(policy).data ?? []);
  return read.length === 0 ? SHIPPED_POLICIES : policyBook(read);
}
