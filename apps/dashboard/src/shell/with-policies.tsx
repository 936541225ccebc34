import { useQuery } from "@tanstack/react-query";
import { SHIPPED_POLICIES } from "@tenure/core/policy";
import { PolicyBookContext } from "@tenure/ui";
import { readPolicyBook } from "@tenure/ui/app";
import { type ReactNode, useMemo } from "react";
import { trpc } from "../trpc.ts";

/** A version is agreed a quarter of an hour ahead at least: a page that asks this often knows of it in time. */
const RENEWAL_MS = 5 * 60_000;

/** Gives every page below the versions of the policy, by which clauses are worded and instants shown. */
export function WithPolicies(props: { readonly children: ReactNode }) {
  const { data } = useQuery(
    trpc.policyVersions.published.queryOptions({}, { staleTime: RENEWAL_MS, refetchInterval: RENEWAL_MS }),
  );
  const book = useMemo(() => (data === undefined ? SHIPPED_POLICIES : readPolicyBook(data.versions)), [data]);
  return <PolicyBookContext value={book}>{props.children}</PolicyBookContext>;
}
