import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { localDateSchema, MAX_USAGE_BUCKETS } from "../statements/index.ts";
import { instantSchema } from "../time/index.ts";
import { modelNameSchema, usageEventSchema } from "./usage.ts";

/** A local day or an instant. As `from` a day begins, as `to` it ends: both days are inside. */
const momentSchema = z.union([localDateSchema, instantSchema]);

/** What usage is narrowed to. */
const filterShape = {
  model: modelNameSchema.exactOptional(),
  apiKeyId: z.uuid().exactOptional(),
};

/** How a summary tells usage apart. */
export const usageGroupings = ["none", "model", "key", "model_key"] as const;

/** Which usage to sum, and how. Without `from`: the last 24 hours, 30 days or 12 months. */
export const usageSummaryShape = {
  /** Hours of UTC, or days and months of the account's time zone. */
  grain: z.enum(["hour", "day", "month"]).default("day"),
  groupBy: z.enum(usageGroupings).default("none"),
  /** A day or an instant; moved back to the begin of its hour, day or month. */
  from: momentSchema.exactOptional(),
  /** A day (to its end) or an instant (exclusive); now without it. At most 400 steps after `from`. */
  to: momentSchema.exactOptional(),
  ...filterShape,
};

const count = z.int();

/** Sums of usage. `planPart` + `creditPart` + `debtPart` = `value`. Corrections are taken off. */
export const usageSumsSchema = z
  .strictObject({
    requests: count,
    inputTokens: count,
    /** Inside the input tokens. */
    cachedInputTokens: count,
    outputTokens: count,
    /** Inside the output tokens. */
    reasoningTokens: count,
    value: moneySchema,
    planPart: moneySchema,
    creditPart: moneySchema,
    debtPart: moneySchema,
  })
  .meta({ id: "UsageSums" });

/** The sums a step of a chart shows. */
const stepShape = {
  requests: count,
  inputTokens: count,
  outputTokens: count,
  value: moneySchema,
};

/** Whose usage: a model's, a key's, both, or everything else together. */
export const usageGroupSchema = z
  .strictObject({
    /** Null where models are not told apart, and for the rest. */
    model: z.string().nullable(),
    /** Null where keys are not told apart, for the rest, and for usage that no key reported. */
    apiKey: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
    /** True for the rest: groups beyond the largest. */
    rest: z.boolean(),
    totals: usageSumsSchema,
  })
  .meta({ id: "UsageGroup" });

/** Usage by hours, days or months; steps without usage are there too. */
export const usageSummarySchema = z
  .strictObject({
    grain: z.enum(["hour", "day", "month"]),
    timeZone: z.string(),
    /** First moment of the first step. */
    from: instantSchema,
    /** First moment after the last step. */
    to: instantSchema,
    totals: usageSumsSchema,
    /** Largest value first, the rest last. */
    groups: z.array(usageGroupSchema),
    buckets: z
      .array(
        z.strictObject({
          startsAt: instantSchema,
          endsAt: instantSchema,
          /** The local day, or the first of the local month; null for hours. */
          date: localDateSchema.nullable(),
          ...stepShape,
          /** `group` is the position in `groups`; groups without usage in this step are absent. */
          parts: z.array(z.strictObject({ group: z.int().min(0), ...stepShape })),
        }),
      )
      .max(MAX_USAGE_BUCKETS),
  })
  .meta({ id: "UsageSummary" });

/** One event with everything behind it. */
export const usageEventDetailSchema = z
  .strictObject({
    event: usageEventSchema,
    /** The key that reported it; null where none did. */
    apiKey: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
    /** The version of the price it was valued at, and the agreement that changed it. */
    price: z.strictObject({
      id: z.uuid(),
      version: z.int(),
      source: z.string(),
      effectiveFrom: instantSchema,
      agreementReference: z.string().nullable(),
    }),
    /** The event this one takes back, where it is a correction. */
    corrects: z.strictObject({ id: z.uuid(), clientEventId: z.string() }).nullable(),
    /** The events that take this one back or stand in its place. */
    correctedBy: z.array(z.strictObject({ id: z.uuid(), clientEventId: z.string() })),
  })
  .meta({ id: "UsageEventDetail" });

/** Which events a file of them holds; the whole history without `from` and `to`. */
export const usageEventsFileShape = {
  /** Recorded on or after. */
  from: momentSchema.exactOptional(),
  /** Recorded on (a day) or before (an instant). */
  to: momentSchema.exactOptional(),
  ...filterShape,
};

export type UsageSums = z.infer<typeof usageSumsSchema>;
export type UsageGroup = z.infer<typeof usageGroupSchema>;
export type UsageSummary = z.infer<typeof usageSummarySchema>;
export type UsageGrouping = (typeof usageGroupings)[number];
export type UsageEventDetail = z.infer<typeof usageEventDetailSchema>;
