import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { billingIntervals, modelRatesSchema, planFeatures, planIds } from "../pricing/index.ts";
import { instantSchema } from "../time/index.ts";

/** A plan with the prices in force, as anybody may see it (T1.1, T2.1). */
export const planSchema = z
  .strictObject({
    id: z.enum(planIds),
    name: z.string(),
    prices: z.array(
      z.strictObject({
        id: z.uuid(),
        version: z.int().positive(),
        interval: z.enum(billingIntervals),
        /** Price of one term before tax. */
        price: moneySchema,
        /** Usage a term includes, as value at list price. */
        includedUsage: moneySchema,
        features: z.array(z.enum(planFeatures)),
      }),
    ),
  })
  .meta({ id: "Plan" });

/** A model with its exact rates in force, in nanos per unit. */
export const modelPriceSchema = z
  .strictObject({
    id: z.uuid(),
    model: z.string(),
    version: z.int().positive(),
    effectiveFrom: instantSchema,
    rates: modelRatesSchema,
  })
  .meta({ id: "ModelPrice" });

export type PlanView = z.infer<typeof planSchema>;
