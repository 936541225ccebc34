import { type Policy, type PolicyBook, SHIPPED_POLICIES } from "@tenure/core/policy";
import { createContext, useContext } from "react";
import { useNow } from "./ui-context.tsx";

/** The versions of the policy as the API told them; until it has, those that ship. */
export const PolicyBookContext = createContext<PolicyBook>(SHIPPED_POLICIES);

/** The versions of the policy. */
export const usePolicyBook = (): PolicyBook => useContext(PolicyBookContext);

/** The version in force by the account's clock: for showing it. What is decided, the server decides. */
export function usePolicyInForce(): Policy {
  const nowMs = useNow(60_000);
  return usePolicyBook().at(new Date(nowMs).toISOString());
}
