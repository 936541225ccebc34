import { currencySchema, exchangeRateSchema } from "@tenure/core/money";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";

/** Adds a rate of exchange, with who says so and since when. Orders keep the one they were made with (R6.3). */
export const addExchangeRate = plainCommand({
  name: "exchange_rates.add",
  input: z.strictObject({
    base: currencySchema,
    quote: currencySchema,
    /** What one unit of `base` is in `quote`. */
    rate: exchangeRateSchema,
    source: z.string().trim().min(1).max(120),
    /** Null: now. */
    asOf: instantSchema.nullable(),
  }),
  async apply({ tx, now }, { base, quote, rate, source, asOf }) {
    if (base === quote)
      throw new AppError("validation_failed", "A currency needs no rate to itself.", [
        { path: "quote", message: "is the same as base" },
      ]);
    const since = asOf ?? now;
    if (since > now)
      throw new AppError("validation_failed", "A rate cannot be of tomorrow.", [
        { path: "asOf", message: "lies ahead" },
      ]);
    const id = newId();
    await tx.exchangeRate.create({
      data: { id, base, quote, rate, source, asOf: new Date(since), addedAt: new Date(now) },
    });
    return {
      answer: { id, asOf: since },
      target: { kind: "exchange_rate", id },
      after: { base, quote, rate, source, asOf: since },
    };
  },
});
