import { z } from "zod";
import { modelRatesSchema } from "../pricing/index.ts";
import { instantSchema } from "../time/index.ts";

/** Prices agreed in writing with an account (T1.1), as both sides see them. */
export const priceAgreementSchema = z
  .strictObject({
    id: z.uuid(),
    /** Where the written agreement can be found. */
    reference: z.string(),
    /** The models it is about; null: every model. */
    models: z.array(z.string()).nullable(),
    /** Off the list price, basis points; null where rates were agreed. */
    discountBps: z.int().nullable(),
    /** Agreed rates, laid over the list price by price; null where a discount was agreed. */
    rates: modelRatesSchema.nullable(),
    effectiveFrom: instantSchema,
    /** Exactly at this instant it holds no more; null: no end was agreed. */
    endsAt: instantSchema.nullable(),
    state: z.enum(["scheduled", "in_force", "ended"]),
  })
  .meta({ id: "PriceAgreement" });

/** What an account pays for a model now: what was agreed is in `rates` already. */
export const accountPriceSchema = z
  .strictObject({
    /** Of the version of the list price. */
    id: z.uuid(),
    model: z.string(),
    version: z.int().positive(),
    /** Since when the list price holds. */
    effectiveFrom: instantSchema,
    /** Nanos per unit, exact. */
    rates: modelRatesSchema,
    /** The listed ones; equal to `rates` where nothing was agreed. */
    listRates: modelRatesSchema,
    agreement: z
      .strictObject({
        id: z.uuid(),
        reference: z.string(),
        discountBps: z.int().nullable(),
        endsAt: instantSchema.nullable(),
      })
      .nullable(),
  })
  .meta({ id: "AccountPrice" });

export type PriceAgreementView = z.infer<typeof priceAgreementSchema>;
export type AccountPrice = z.infer<typeof accountPriceSchema>;
