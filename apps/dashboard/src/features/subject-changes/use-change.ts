import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** What others do to an open change shows within this time. */
const RENEWAL_MS = 20_000;

/** An application, kept fresh while it is open. */
export function useChange(changeId: string) {
  const { account } = useCurrentAccount();
  return useQuery({
    ...trpc.subjectChanges.get.queryOptions({ accountId: account.id, changeId }),
    refetchInterval: ({ state }) => (state.data?.state === "open" ? RENEWAL_MS : false),
  });
}

/** Reads everything about changes of holder anew: after each act that changed one. */
export function useChangesChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  return useCallback(
    () => queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() }),
    [queryClient],
  );
}
