import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { problemOf } from "./api-problem.ts";

/**
 * The app's query client. An answer that says the session is over goes to `onSessionExpired`, once for all queries
 * that hit it together; only failures that may pass are retried, and never a write: a repeated write goes through
 * its idempotency key, on the person's word.
 */
export function createQueryClient(options: { readonly onSessionExpired: () => void }): QueryClient {
  const watch = (error: unknown) => {
    const { status, code } = problemOf(error);
    if (status === 401 || code === "unauthenticated") options.onSessionExpired();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => {
          const { status } = problemOf(error);
          return failures < 2 && (status === undefined || status >= 500);
        },
      },
      mutations: { retry: false },
    },
  });
}
