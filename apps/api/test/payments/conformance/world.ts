import { createAntom } from "../../support/antom.ts";
import { openMarket } from "../../support/market.ts";
import { antomRail } from "./antom-rail.ts";
import type { World } from "./life.ts";
import { stripeRail } from "./stripe-rail.ts";

/** Both rails in one market that can die at any moment. */
export async function openRails(): Promise<{ readonly stripe: World; readonly antom: World }> {
  let deadly: readonly string[] | "everywhere" = [];
  let died = new Set<string>();
  const antom = createAntom();
  const market = await openMarket({
    antom,
    probe: {
      reach(moment) {
        if (deadly !== "everywhere" && !deadly.includes(moment)) return;
        if (died.has(moment)) return;
        died.add(moment);
        throw new Error(`killed at ${moment}`);
      },
    },
  });
  // Two rails buy in two currencies; requests are to be paid from either.
  await market.database.sql(
    `INSERT INTO model_price (model, version, currency, rates, digest, source, effective_from)
     SELECT model, version, 'CNY', jsonb_set(rates, '{currency}', '"CNY"'), digest, source, effective_from
       FROM model_price`,
  );
  const fate: Pick<World, "market" | "dieAt" | "died"> = {
    market,
    dieAt(moments) {
      deadly = moments ?? [];
      died = new Set();
    },
    died: () => [...died],
  };
  return {
    stripe: { ...fate, rail: stripeRail(market.stripe) },
    antom: { ...fate, rail: antomRail(antom) },
  };
}
