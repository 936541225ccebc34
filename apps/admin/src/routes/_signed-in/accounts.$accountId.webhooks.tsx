import { createFileRoute } from "@tanstack/react-router";
import { WebhooksTab } from "../../features/webhooks/webhooks-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/webhooks")({ component: WebhooksTab });
