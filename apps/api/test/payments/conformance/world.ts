import { createAntom } from "../../support/antom.ts";
import { openMarket } from "../../support/market.ts";
import { antomRail } from "./antom-rail.ts";
import type { World } from "./product-kit.ts";
import { stripeRail } from "./stripe-rail.ts";

/** Both rails in one market that can die at any moment. */
export async function openRails(): Promise<{ readonly stripe: World; readonly antom: World }> {
  let deadly: string | null = null;
  let died = new Set<string>();
  const antom = createAntom();
  const market = await openMarket({
    antom,
    probe: {
      reach(moment) {
        if (moment !== deadly && deadly !== "everywhere") return;
        if (died.has(moment)) return;
        died.add(moment);
        throw new Error(`killed at ${moment}`);
      },
    },
  });
  const fate: Pick<World, "market" | "dieAt" | "died"> = {
    market,
    dieAt(moment) {
      deadly = moment;
      died = new Set();
    },
    died: () => [...died],
  };
  return {
    stripe: { ...fate, rail: stripeRail(market.stripe) },
    antom: { ...fate, rail: antomRail(antom) },
  };
}
