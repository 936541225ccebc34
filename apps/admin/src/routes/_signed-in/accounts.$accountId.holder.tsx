import { createFileRoute } from "@tanstack/react-router";
import { HolderTab } from "../../features/holder/holder-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/holder")({ component: HolderTab });
