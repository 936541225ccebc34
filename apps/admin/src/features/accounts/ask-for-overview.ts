import type { QueryClient } from "@tanstack/react-query";
import { trpc } from "../../trpc.ts";

/**
 * Asks for all that an account's first page shows together with the account itself, in one request: its parts would ask only
 * once the account has come. Waits for nothing; what fails, the parts ask again and say.
 */
export function askForOverview(queryClient: QueryClient, accountId: string): void {
  const of = { accountId };
  void queryClient.prefetchQuery(trpc.accounts.get.queryOptions(of));
  void queryClient.prefetchQuery(trpc.subscriptions.get.queryOptions(of));
  void queryClient.prefetchQuery(trpc.wallet.balance.queryOptions(of));
  void queryClient.prefetchQuery(trpc.timeline.get.queryOptions(of));
  void queryClient.prefetchQuery(trpc.subscriptions.history.queryOptions(of));
  void queryClient.prefetchQuery(trpc.operations.alerts.list.queryOptions(of));
}
