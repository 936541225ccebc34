import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import type { RouterContext } from "../router.ts";
import { WithPolicies } from "../shell/with-policies.tsx";

export const Route = createRootRouteWithContext<RouterContext>()({
  component: () => (
    <WithPolicies>
      <Outlet />
    </WithPolicies>
  ),
});
