import { createFileRoute } from "@tanstack/react-router";
import { AccountOverview } from "../../features/accounts/account-overview.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/")({ component: AccountOverview });
