import { rateChanges, serviceTiers, tokenUnits, countUnits } from "@tenure/core/pricing";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { importFields, importPrices } from "./import-prices.ts";
import { planImport } from "./plan-import.ts";

const countsShape = {
  imported: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  warnings: z.int(),
};

const changeSchema = z.strictObject({
  unit: z.enum([...tokenUnits, ...countUnits]),
  /** Null for what is not counted in tokens. */
  tier: z.enum(serviceTiers).nullable(),
  thresholdTokens: z.int().nullable(),
  /** Nanos per unit, decimal text; null where there is no such price. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const previewSchema = z.strictObject({
  effectiveFrom: instantSchema,
  unchanged: z.int(),
  changed: z.array(
    z.strictObject({
      model: z.string(),
      currency: z.string(),
      /** False: it has no price at that time. */
      known: z.boolean(),
      /** A version announced earlier takes over again then. */
      untilLater: instantSchema.nullable(),
      /** Empty where only remarks or multipliers changed, which rating does not use. */
      changes: z.array(changeSchema),
    }),
  ),
  skipped: z.array(z.strictObject({ model: z.string(), reason: z.string(), field: z.string().nullable() })),
  warnings: z.array(z.strictObject({ model: z.string(), reason: z.string(), field: z.string() })),
});

/** What an import would change, price by price. It only reads; a list is too long for the address of a query. */
export const previewImport = staffProcedureFor("price.manage")
  .input(z.strictObject({ list: importFields.list, effectiveFrom: importFields.effectiveFrom }))
  .output(previewSchema)
  .mutation(({ ctx, input: { list, effectiveFrom = null } }) =>
    ctx.read(async (tx) => {
      const planned = await planImport(tx, await readClock(tx, null), list, effectiveFrom);
      return {
        effectiveFrom: planned.effectiveFrom,
        unchanged: planned.unchanged,
        changed: planned.changed.map(({ model, currency, before, rates, untilLater }) => ({
          model,
          currency,
          known: before !== null,
          untilLater,
          changes: rateChanges(before, rates).map((each) => ({ ...each })),
        })),
        skipped: planned.skipped.map(({ model, reason, field }) => ({ model, reason, field })),
        warnings: planned.warnings.map(({ model, reason, field }) => ({ model, reason, field })),
      };
    }),
  );

/** Imports a price list; see the preview first. */
export const runImport = staffProcedureFor("price.manage")
  .input(z.strictObject(importFields))
  .output(z.strictObject({ importId: z.uuid(), effectiveFrom: instantSchema, ...countsShape }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(importPrices, input, ctx.command());
    return answer;
  });
