import { useQuery } from "@tanstack/react-query";
import { type Decision, decisionSchema } from "@tenure/core/decision";
import type { Money } from "@tenure/core/money";
import { useMemo } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** What a goodwill refund of so much would be now, or why not; null while there is no amount or no answer. */
export function useGoodwillPreview(
  orderId: string,
  amount: Money | null,
): { readonly decision: Decision | null; readonly error: unknown } {
  const { id: accountId, currency } = useAccount();
  const preview = useQuery(
    trpc.goodwillRefunds.preview.queryOptions(
      { accountId, orderId, amount: amount ?? { amount: "0", currency } },
      { enabled: amount !== null, staleTime: 0, placeholderData: (before) => before },
    ),
  );
  const decision = useMemo(
    () => (preview.data === undefined ? null : decisionSchema.parse(preview.data.decision)),
    [preview.data],
  );
  return { decision: amount === null ? null : decision, error: preview.error };
}
