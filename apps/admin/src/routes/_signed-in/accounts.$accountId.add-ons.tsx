import { createFileRoute } from "@tanstack/react-router";
import { AddOnsTab } from "../../features/add-ons/add-ons-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/add-ons")({ component: AddOnsTab });
