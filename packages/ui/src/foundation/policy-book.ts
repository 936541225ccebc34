import {
  type Policy,
  type PolicyBook,
  policyBook,
  policySchema,
  SHIPPED_POLICIES,
} from "@tenure/core/policy";
import { useContext } from "react";
import { PublishedPoliciesContext, type PublishedPolicy } from "./published-policies.ts";
import { useNow } from "./ui-context.tsx";

const books = new WeakMap<readonly PublishedPolicy[], PolicyBook>();

/**
 * The versions that the API answered, as a book. One that this page cannot read is left out: the API is newer than the
 * page, which then words clauses by a version it knows until it is loaded again.
 */
function readPolicyBook(versions: readonly PublishedPolicy[]): PolicyBook {
  const known = books.get(versions);
  if (known !== undefined) return known;
  const read = versions.flatMap(({ policy }) => policySchema.safeParse(policy).data ?? []);
  const book = read.length === 0 ? SHIPPED_POLICIES : policyBook(read);
  books.set(versions, book);
  return book;
}

/** The versions of the policy; until the API has told them, those that ship. */
export function usePolicyBook(): PolicyBook {
  const versions = useContext(PublishedPoliciesContext);
  return versions === null ? SHIPPED_POLICIES : readPolicyBook(versions);
}

/** The version in force by the account's clock: for showing it. What is decided, the server decides. */
export function usePolicyInForce(): Policy {
  const nowMs = useNow(60_000);
  return usePolicyBook().at(new Date(nowMs).toISOString());
}
