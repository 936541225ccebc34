import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { countUnits, modelRatesSchema, serviceTiers, tokenUnits } from "../pricing/index.ts";
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

/** How the value of a usage event came about: lines, less a discount, rounded once, half up. */
export const eventRatingSchema = z
  .strictObject({
    eventId: z.uuid(),
    value: moneySchema,
    /** The lines less the discount, exact decimal nanos, before the one rounding. */
    exactNanos: z.string(),
    serviceTier: z.enum(serviceTiers),
    /** The prompt length above which these prices hold; null: the base prices. */
    thresholdTokens: z.int().nullable(),
    lines: z.array(
      z.strictObject({
        unit: z.enum([...tokenUnits, ...countUnits]),
        /** In the unit's own measure, seconds in milliseconds. */
        quantity: z.int(),
        /** Nanos per unit, exact decimal text. */
        rate: z.string(),
        /** Exact decimal nanos. */
        exactNanos: z.string(),
      }),
    ),
    /** What was agreed comes off the sum of the lines. */
    discount: z.strictObject({ bps: z.int(), exactNanos: z.string() }).nullable(),
    agreement: z.strictObject({ id: z.uuid(), reference: z.string() }).nullable(),
  })
  .meta({ id: "EventRating" });

export type EventRating = z.infer<typeof eventRatingSchema>;
