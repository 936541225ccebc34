import { useQuery } from "@tanstack/react-query";
import { PublishedPoliciesContext } from "@tenure/ui";
import type { ReactNode } from "react";
import { trpc } from "../trpc.ts";

/** A version is agreed a quarter of an hour ahead at least: a page that asks this often knows of it in time. */
const RENEWAL_MS = 5 * 60_000;

/** Gives every page below the versions of the policy, by which clauses are worded and instants shown. */
export function WithPolicies(props: { readonly children: ReactNode }) {
  const { data } = useQuery(
    trpc.policyVersions.published.queryOptions({}, { staleTime: RENEWAL_MS, refetchInterval: RENEWAL_MS }),
  );
  return <PublishedPoliciesContext value={data?.versions ?? null}>{props.children}</PublishedPoliciesContext>;
}
