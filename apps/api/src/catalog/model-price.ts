import type { Currency } from "@tenure/core/money";
import { type ModelRates, modelRatesSchema } from "@tenure/core/pricing";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/** A version of a model's rates. */
export interface ModelPrice {
  readonly id: string;
  readonly model: string;
  readonly version: number;
  readonly rates: ModelRates;
}

/** The rates of a model in force at an instant, or null when it had none. */
export async function currentModelPrice(
  tx: Tx,
  model: string,
  currency: Currency,
  at: Instant,
): Promise<ModelPrice | null> {
  const row = await tx.modelPrice.findFirst({
    where: { model, currency, effectiveFrom: { lte: new Date(at) } },
    orderBy: { version: "desc" },
  });
  return row === null
    ? null
    : { id: row.id, model: row.model, version: row.version, rates: modelRatesSchema.parse(row.rates) };
}
