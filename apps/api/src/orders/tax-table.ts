import { isCountry, taxIdProblem } from "@tenure/core/billing-details";
import { z } from "zod";
import type { TaxCalculator } from "./tax.ts";

/**
 * Rates by country of the buyer, as an operator writes them: `{"DE": {"bps": 1900, "reverseCharge": true}}`. Where the
 * charge is reversed, a buyer with a valid tax number is charged nothing and accounts for the tax itself.
 */
export const taxTableSchema = z.record(
  z.string().refine(isCountry, { error: "must be country codes such as DE" }),
  z.strictObject({
    bps: z.int().min(0).max(10_000),
    reverseCharge: z.boolean().default(false),
  }),
);

/** Rates by country. */
export type TaxTable = z.output<typeof taxTableSchema>;

/** A calculator that looks rates up; a country that is not in the table is charged none. */
export const taxByTable = (table: TaxTable): TaxCalculator => ({
  async rateBps({ country, taxId }) {
    const entry = Object.hasOwn(table, country) ? table[country] : undefined;
    if (entry === undefined) return 0;
    const reversed = entry.reverseCharge && taxId !== null && taxIdProblem(country, taxId) === null;
    return reversed ? 0 : entry.bps;
  },
});

/** Countries of a table in which the charge is reversed. */
export const reverseChargeIn = (table: TaxTable): string[] =>
  Object.keys(table)
    .filter((country) => table[country]?.reverseCharge === true)
    .sort();
