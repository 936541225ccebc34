import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import { loadRestOfTexts } from "@tenure/ui/app";
import type { RouterContext } from "../router.ts";
import { WithPolicies } from "../shell/with-policies.tsx";

export const Route = createRootRouteWithContext<RouterContext>()({
  // The page on which one arrives has its words already.
  beforeLoad: ({ location }) => (location.pathname === "/" ? undefined : loadRestOfTexts()),
  component: () => (
    <WithPolicies>
      <Outlet />
    </WithPolicies>
  ),
});
