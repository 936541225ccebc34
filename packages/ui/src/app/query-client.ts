import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { IdentityError } from "../identity/identity-error.ts";
import { sessionQuery } from "../identity/session.ts";
import { problemOf } from "./api-problem.ts";

function statusOf(error: unknown): number | undefined {
  return error instanceof IdentityError ? error.status : problemOf(error).status;
}

/**
 * The app's query client. An answer 401 empties the session entry, which sends the signed-in pages to sign-in with
 * the way back; only failures that may pass are retried, and never a write: a repeated write goes through its
 * idempotency key, on the person's word.
 */
export function createQueryClient(): QueryClient {
  const watch = (error: unknown) => {
    // A wrong password is a 401 too, but there was no session to lose then.
    if (statusOf(error) === 401 && client.getQueryData(sessionQuery.queryKey)) {
      client.setQueryData(sessionQuery.queryKey, null);
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({
      onError: (error) => {
        // Here better-auth's 401 can mean "that code was wrong": only the API's own says the session is over.
        if (!(error instanceof IdentityError)) watch(error);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => {
          const status = statusOf(error);
          return failures < 2 && (status === undefined || status === 0 || status >= 500);
        },
      },
      mutations: { retry: false },
    },
  });
  return client;
}
