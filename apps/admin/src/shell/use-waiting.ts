import { useQuery } from "@tanstack/react-query";
import { can } from "@tenure/core/access";
import { trpc } from "../trpc.ts";

/** How often the number beside "Today" is asked for anew. */
const RENEWAL_MS = 60_000;

/** Whether what happens on the platform is told to this person: staff, with the second factor proven. */
export function useMayHear(): boolean {
  const { data: me } = useQuery(trpc.session.me.queryOptions());
  return can(me?.staffRole ?? "public", "operations.read") && me?.login?.secondFactor.proven === true;
}

/** How many alerts wait for a person; 0 for whoever may not see them, and until the API has said. */
export function useWaiting(): number {
  const { data } = useQuery({
    ...trpc.operations.counts.queryOptions({}),
    enabled: useMayHear(),
    refetchInterval: RENEWAL_MS,
  });
  return (data?.alertsByKind ?? []).reduce((sum, { count }) => sum + count, 0);
}
