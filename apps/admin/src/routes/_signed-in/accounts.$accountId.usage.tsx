import { createFileRoute } from "@tanstack/react-router";
import { UsageTab } from "../../features/usage/usage-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/usage")({ component: UsageTab });
