import { createFileRoute } from "@tanstack/react-router";
import { WalletTab } from "../../features/wallet/wallet-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/wallet")({ component: WalletTab });
