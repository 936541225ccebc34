import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { queryClient } from "./query-client.ts";
import { routeTree } from "./route-tree.gen.ts";
import { DefaultErrorPage, DefaultNotFoundPage } from "./shell/default-pages.tsx";

/** What every route's `beforeLoad` and `loader` receive. */
export interface RouterContext {
  readonly queryClient: QueryClient;
}

/** The pages of the app; `src/routes` is the map, `src/features` holds the screens. */
export const router = createRouter({
  routeTree,
  basepath: "/dashboard",
  context: { queryClient },
  defaultPreload: "intent",
  // Freshness is TanStack Query's business; the router's own cache would only hide it.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: DefaultErrorPage,
  defaultNotFoundComponent: DefaultNotFoundPage,
  // It brings its own frame: never inside that of another page.
  notFoundMode: "root",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
