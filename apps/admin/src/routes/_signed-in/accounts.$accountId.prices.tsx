import { createFileRoute } from "@tanstack/react-router";
import { PricesTab } from "../../features/agreements/prices-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/prices")({ component: PricesTab });
