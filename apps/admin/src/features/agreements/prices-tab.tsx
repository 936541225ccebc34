import { AgreementsSection } from "./agreements-section.tsx";
import { OwnPrices } from "./own-prices.tsx";

/** What the account pays: agreements in writing, then the resulting price of each model. */
export function PricesTab() {
  return (
    <>
      <AgreementsSection />
      <OwnPrices />
    </>
  );
}
