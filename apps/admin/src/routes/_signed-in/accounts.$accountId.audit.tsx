import { createFileRoute } from "@tanstack/react-router";
import { AccountAudit } from "../../features/audit/account-audit.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/audit")({ component: AccountAudit });
