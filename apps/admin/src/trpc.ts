import { i18n } from "@lingui/core";
import type { AppRouter } from "@tenure/api/trpc";
import { forwardsLink, stepUpLink } from "@tenure/ui/app";
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { queryClient } from "./query-client.ts";

const url = "/api/trpc";

/** Problems are worded by the API: in the language of the page, not in that of the browser. */
const languageHeader = () => ({ "accept-language": i18n.locale });

/** More calls in one request are refused by the API. */
const MAX_BATCH_SIZE = 10;

/**
 * The API, typed from its router. In a screen: `useQuery(trpc.wallet.get.queryOptions({ accountId }))`. For a write
 * give the intent's key: `trpc.x.y.mutationOptions({ trpc: { context: { idempotencyKey } } })` (`useIdempotencyKey`).
 */
export const trpc = createTRPCOptionsProxy<AppRouter>({
  queryClient,
  client: createTRPCClient<AppRouter>({
    links: [
      stepUpLink(),
      forwardsLink(),
      splitLink({
        condition: (operation) => operation.type === "mutation",
        // Never batched: a key belongs to one write.
        true: httpLink({
          url,
          headers: ({ op }) => {
            const key = op.context["idempotencyKey"];
            return { ...languageHeader(), ...(typeof key === "string" ? { "idempotency-key": key } : {}) };
          },
        }),
        false: httpBatchLink({ url, maxItems: MAX_BATCH_SIZE, headers: languageHeader }),
      }),
    ],
  }),
});
