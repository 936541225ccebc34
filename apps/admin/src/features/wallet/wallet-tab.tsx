import { BalanceSection } from "./balance-section.tsx";
import { LotsSection } from "./lots-section.tsx";

/** What the account can pay with, and the lots it is made of. */
export function WalletTab() {
  return (
    <>
      <BalanceSection />
      <LotsSection />
    </>
  );
}
