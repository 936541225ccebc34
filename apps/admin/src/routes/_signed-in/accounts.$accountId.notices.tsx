import { createFileRoute } from "@tanstack/react-router";
import { NoticesTab } from "../../features/notices/notices-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/notices")({ component: NoticesTab });
