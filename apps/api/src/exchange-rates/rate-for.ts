import type { Currency } from "@tenure/core/money";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/** The latest rate between two currencies; null where none is needed or none is known. */
export async function rateFor(tx: Tx, base: Currency, quote: Currency | null, now: Instant) {
  if (quote === null || quote === base) return null;
  const found = await tx.exchangeRate.findFirst({
    where: { base, quote, asOf: { lte: new Date(now) } },
    orderBy: [{ asOf: "desc" }, { id: "desc" }],
  });
  return found === null ? null : { rate: found.rate, source: found.source, asOf: found.asOf.toISOString() };
}
