import { createFileRoute, redirect } from "@tanstack/react-router";
import { sessionQuery } from "@tenure/ui/identity";
import { AdminShell } from "../shell/admin-shell.tsx";
import { trpc } from "../trpc.ts";

/** Everything below needs a session; without one the person signs in and comes back. */
export const Route = createFileRoute("/_signed-in")({
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
  loader: ({ context }) => context.queryClient.ensureQueryData(trpc.session.me.queryOptions()),
  component: AdminShell,
});
