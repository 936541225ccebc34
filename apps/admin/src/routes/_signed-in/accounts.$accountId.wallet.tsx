import { createFileRoute } from "@tanstack/react-router";
import { AutoTopUpSection } from "../../features/auto-top-up/auto-top-up-section.tsx";
import { WalletTab } from "../../features/wallet/wallet-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/wallet")({
  component: () => (
    <>
      <WalletTab />
      <AutoTopUpSection />
    </>
  ),
});
