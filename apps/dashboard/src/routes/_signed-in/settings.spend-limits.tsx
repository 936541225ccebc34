import { createFileRoute } from "@tanstack/react-router";
import { SpendLimitsPage } from "../../features/spend-limits/spend-limits-page.tsx";

export const Route = createFileRoute("/_signed-in/settings/spend-limits")({ component: SpendLimitsPage });
