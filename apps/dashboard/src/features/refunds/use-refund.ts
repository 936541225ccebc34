import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

const UNDER_WAY_INTERVAL_MS = 1500;
/** A refund that was paid can still bounce (R6.4); someone who looks at it should see that without loading again. */
const SETTLED_INTERVAL_MS = 30_000;

/** One refund, followed while it is under way. When it ends, everything it concerns is asked for anew. */
export function useRefund(refundId: string) {
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const refund = useQuery(
    trpc.refunds.get.queryOptions(
      { accountId: account.id, refundId },
      {
        refetchInterval: ({ state }) =>
          state.data === undefined || state.data.status === "refunding"
            ? UNDER_WAY_INTERVAL_MS
            : SETTLED_INTERVAL_MS,
      },
    ),
  );
  const status = refund.data?.status;
  useEffect(() => {
    if (status === undefined) return;
    for (const router of [trpc.subscriptions, trpc.orders, trpc.wallet, trpc.notices])
      void queryClient.invalidateQueries({ queryKey: router.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.refunds.list.pathKey() });
  }, [status, queryClient]);
  return refund;
}
