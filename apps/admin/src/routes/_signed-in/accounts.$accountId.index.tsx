import { createFileRoute } from "@tanstack/react-router";
import { AccountOverview } from "../../features/accounts/account-overview.tsx";
import { askForOverview } from "../../features/accounts/ask-for-overview.ts";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/")({
  component: AccountOverview,
  loader: ({ context, params }) => askForOverview(context.queryClient, params.accountId),
});
