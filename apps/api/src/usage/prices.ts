import type { Currency } from "@tenure/core/money";
import { type ModelRates, modelRatesSchema } from "@tenure/core/pricing";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/** A version of a model's rates. */
export interface ModelPriceVersion {
  readonly id: string;
  readonly rates: ModelRates;
}

/** The price of a model in force at an instant, or null. */
export type PriceAt = (model: string, at: Instant) => ModelPriceVersion | null;

/** Reads the prices of some models in a currency; the answer looks up without asking the database again. */
export async function readPrices(tx: Tx, models: readonly string[], currency: Currency): Promise<PriceAt> {
  const rows = await tx.modelPrice.findMany({
    where: { model: { in: [...new Set(models)] }, currency },
    orderBy: [{ effectiveFrom: "desc" }, { version: "desc" }],
  });
  const read = new Map<string, ModelPriceVersion>();
  return (model, at) => {
    const row = rows.find((each) => each.model === model && each.effectiveFrom.toISOString() <= at);
    if (row === undefined) return null;
    const known = read.get(row.id) ?? { id: row.id, rates: modelRatesSchema.parse(row.rates) };
    read.set(row.id, known);
    return known;
  };
}
