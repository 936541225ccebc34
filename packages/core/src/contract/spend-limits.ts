import { z } from "zod";
import { customerMoneySchema, decimalToNanos, moneySchema } from "../money/index.ts";
import { localDateSchema } from "../statements/index.ts";

/** A limit somebody sets: zero stops all spending from credits, null lifts it. */
const limitSchema = customerMoneySchema.refine(({ amount }) => (decimalToNanos(amount) ?? 0n) >= 0n, {
  path: ["amount"],
  error: "zero or more",
});

const warnAtPercent = z.int().min(1).max(100);

/** The limits to set; what is left out stays as it is. */
export const spendLimitChanges = {
  /** Per local day; null lifts it. */
  day: limitSchema.nullable().exactOptional(),
  /** Per local calendar month; null lifts it. */
  month: limitSchema.nullable().exactOptional(),
  /** Percent of a limit at which a warning is sent, once per period. */
  warnAtPercent: warnAtPercent.exactOptional(),
};

const periodSchema = z.strictObject({
  /** Null without a limit. */
  limit: moneySchema.nullable(),
  /** Credits and debt that usage took in it so far; what the plan served is no spend. */
  spent: moneySchema,
  /** First day of the period. */
  startsOn: localDateSchema,
  /** Whether a warning was sent in this period. */
  warned: z.boolean(),
});

/** What an account allows itself to spend, and where it stands. */
export const spendLimitsSchema = z
  .strictObject({
    day: periodSchema,
    month: periodSchema,
    /** Credits promised to requests in flight: they count as spent until those end. */
    held: moneySchema,
    warnAtPercent,
  })
  .meta({ id: "SpendLimits" });

export type SpendLimits = z.infer<typeof spendLimitsSchema>;
