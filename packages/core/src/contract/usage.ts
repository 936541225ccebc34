import { z } from "zod";
import { decimalToNanos, MAX_AMOUNT_NANOS, moneySchema } from "../money/index.ts";
import { clauseIdSchema } from "../policy/index.ts";
import { serviceTiers } from "../pricing/index.ts";
import { refusalCodeSchema } from "../text/index.ts";
import { instantSchema } from "../time/index.ts";
import { countsSchema, quantitySchema, tokensSchema } from "./quantities.ts";
import { CLIENT_EVENT_ID, MODEL_NAME } from "./usage-names.ts";

/** Most events in one request. */
export const MAX_USAGE_BATCH = 1000;

/** The client's own name of an event; the same name is the same event for ever. */
export const clientEventIdSchema = z
  .string()
  .regex(CLIENT_EVENT_ID, "1 to 128 letters, digits or . _ : / @ -");

/** Name of a model in the price list. */
export const modelNameSchema = z.string().regex(MODEL_NAME, "1 to 200 letters, digits or _ . : / @ + -");

const serviceTier = z.enum(serviceTiers);

/** One model request that was served. */
export const usageEventInputSchema = z
  .strictObject({
    clientEventId: clientEventIdSchema,
    model: modelNameSchema,
    serviceTier: serviceTier.exactOptional(),
    tokens: tokensSchema.exactOptional(),
    counts: countsSchema.exactOptional(),
    /** When it was served; without it, now. Prices and lateness are judged by it. */
    occurredAt: instantSchema.exactOptional(),
    /** The hold opened for it, which this settles. */
    holdId: z.uuid().exactOptional(),
    /**
     * The `clientEventId` of an event that was wrong: it is taken back whole, and this one stands for it. Without
     * tokens and counts it is only taken back.
     */
    corrects: clientEventIdSchema.exactOptional(),
  })
  .check((context) => {
    const { tokens, counts, corrects, holdId } = context.value;
    const refuse = (path: string, message: string) => {
      context.issues.push({ code: "custom", input: context.value, path: [path], message });
    };
    if (tokens === undefined && counts === undefined && corrects === undefined)
      refuse("tokens", "state tokens, counts or both");
    if (corrects !== undefined && holdId !== undefined) refuse("holdId", "a correction settles no hold");
  })
  .meta({ id: "UsageEventInput" });

/** A batch of events; each has its own result, one bad event does not sink the rest. */
export const recordUsageSchema = z.strictObject({
  events: z.array(usageEventInputSchema).min(1).max(MAX_USAGE_BATCH),
});

/** A recorded event and who pays for it: `planPart` + `creditPart` + `debtPart` = `value`. */
export const usageEventSchema = z
  .strictObject({
    id: z.uuid(),
    /** A reversal that a correction made has a name of ours, which begins with `~`. */
    clientEventId: z.string(),
    model: z.string(),
    serviceTier,
    /** `reversal`: takes another event back; its amounts are negative. */
    kind: z.enum(["usage", "reversal"]),
    tokens: tokensSchema,
    counts: countsSchema.nullable(),
    /** At the price that was in force when it was served. */
    value: moneySchema,
    planPart: moneySchema,
    creditPart: moneySchema,
    debtPart: moneySchema,
    holdId: z.uuid().nullable(),
    /** The event it takes back or stands for. */
    correctsId: z.uuid().nullable(),
    /** Version of the price list it was rated with; the same version gives the same nanos again. */
    modelPriceId: z.uuid(),
    /** The agreement it was rated under (T1.1). */
    agreementId: z.uuid().nullable(),
    occurredAt: instantSchema,
    recordedAt: instantSchema,
  })
  .meta({ id: "UsageEvent" });

/** What an event came to, as a batch answers: the whole event is one read away. */
export const chargedEventSchema = z
  .strictObject({
    id: z.uuid(),
    value: moneySchema,
    planPart: moneySchema,
    creditPart: moneySchema,
    debtPart: moneySchema,
  })
  .meta({ id: "ChargedEvent" });

/** What became of one event of a batch. */
export const usageResultSchema = z
  .discriminatedUnion("status", [
    z.strictObject({
      status: z.literal("recorded"),
      clientEventId: clientEventIdSchema,
      /** True when it was recorded before; nothing happened again. */
      duplicate: z.boolean(),
      event: chargedEventSchema,
    }),
    z.strictObject({
      status: z.literal("rejected"),
      clientEventId: clientEventIdSchema,
      /** A refusal code, such as `model_not_priced`. */
      code: z.string(),
      reason: z.string(),
      help: z.string(),
      /** Fields that differ from the first event of this id. */
      fields: z.array(z.string()),
    }),
  ])
  .meta({ id: "UsageResult" });

/** Results in the order of the batch. */
export const recordUsageAnswerSchema = z.strictObject({
  recorded: z.int().min(0),
  rejected: z.int().min(0),
  results: z.array(usageResultSchema),
});

/**
 * Asks for a promise before a request runs: by its largest numbers of tokens, or by an amount. `timeToLiveSeconds` is
 * cut to the policy's longest life, which is also what holds without it.
 */
export const authorizeUsageSchema = z
  .strictObject({
    model: modelNameSchema,
    serviceTier: serviceTier.exactOptional(),
    maxInputTokens: quantitySchema.exactOptional(),
    maxOutputTokens: quantitySchema.exactOptional(),
    amount: moneySchema.exactOptional(),
    timeToLiveSeconds: z.int().min(1).max(86_400).exactOptional(),
  })
  .check((context) => {
    const { amount, maxInputTokens, maxOutputTokens } = context.value;
    const refuse = (path: string, message: string) => {
      context.issues.push({ code: "custom", input: context.value, path: [path], message });
    };
    const byTokens = maxInputTokens !== undefined && maxOutputTokens !== undefined;
    const noTokens = maxInputTokens === undefined && maxOutputTokens === undefined;
    if (amount === undefined ? !byTokens : !noTokens)
      refuse(
        amount === undefined ? "maxInputTokens" : "amount",
        "state either maxInputTokens and maxOutputTokens, or amount",
      );
    const amountNanos = amount === undefined ? 0n : (decimalToNanos(amount.amount) ?? 0n);
    if (amountNanos < 0n || amountNanos > MAX_AMOUNT_NANOS) refuse("amount.amount", "zero to 100 million");
  });

/** A hold: what is promised, and by what. `planPart` + `creditPart` = `guaranteed`. */
export const holdSchema = z
  .strictObject({
    holdId: z.uuid(),
    model: z.string(),
    state: z.enum(["open", "settled", "released", "expired", "declined"]),
    guaranteed: moneySchema,
    planPart: moneySchema,
    creditPart: moneySchema,
    openedAt: instantSchema,
    expiresAt: instantSchema,
  })
  .meta({ id: "UsageHold" });

/** A hold with what became of it. */
export const holdDetailSchema = z
  .strictObject({
    ...holdSchema.shape,
    /** What it still promises. */
    left: moneySchema,
    /** What its usage came to; null before any was recorded. */
    settled: moneySchema.nullable(),
    closedAt: instantSchema.nullable(),
    /** Why it was declined, the first the headline; empty for the others. */
    refusals: z.array(
      z.strictObject({
        code: refusalCodeSchema,
        clause: clauseIdSchema,
        params: z.record(z.string(), z.string()),
      }),
    ),
  })
  .meta({ id: "UsageHoldDetail" });

/** Which holds to list, newest first. */
export const listHoldsShape = { state: holdSchema.shape.state.exactOptional() };

/**
 * What a request really used. Settling never fails for lack of funds, not even above the hold or after its expiry.
 * The model is the hold's; `clientEventId` is made from the hold when left out.
 */
export const settleUsageSchema = z
  .strictObject({
    holdId: z.uuid(),
    clientEventId: clientEventIdSchema.exactOptional(),
    serviceTier: serviceTier.exactOptional(),
    tokens: tokensSchema.exactOptional(),
    counts: countsSchema.exactOptional(),
    occurredAt: instantSchema.exactOptional(),
    /** False while a stream goes on: the hold stays open with what is left of it. Each part has its own `clientEventId`. */
    final: z.boolean().exactOptional(),
  })
  .check((context) => {
    const { tokens, counts, final, clientEventId } = context.value;
    const refuse = (path: string, message: string) => {
      context.issues.push({ code: "custom", input: context.value, path: [path], message });
    };
    if (tokens === undefined && counts === undefined) refuse("tokens", "state tokens, counts or both");
    if (final === false && clientEventId === undefined)
      refuse("clientEventId", "each part of a stream needs an id of its own");
  });

/** The hold after settling, and the event that came of it. */
export const settleAnswerSchema = z.strictObject({
  hold: holdSchema,
  event: usageEventSchema,
});

/** Gives a promise back unused. */
export const releaseUsageSchema = z.strictObject({ holdId: z.uuid() });

/** Lets a hold live longer, counted from now. */
export const extendUsageSchema = z.strictObject({
  holdId: z.uuid(),
  timeToLiveSeconds: z.int().min(1).max(86_400),
});

/** Which events to list, newest first. */
export const listUsageShape = {
  clientEventId: clientEventIdSchema.exactOptional(),
  /** Recorded at or after. */
  from: instantSchema.exactOptional(),
  /** Recorded before. */
  to: instantSchema.exactOptional(),
};

export type UsageEventInput = z.infer<typeof usageEventInputSchema>;
export type RecordUsageInput = z.infer<typeof recordUsageSchema>;
export type UsageEvent = z.infer<typeof usageEventSchema>;
export type UsageResult = z.infer<typeof usageResultSchema>;
export type RecordUsageAnswer = z.infer<typeof recordUsageAnswerSchema>;
export type UsageHold = z.infer<typeof holdSchema>;
export type UsageHoldDetail = z.infer<typeof holdDetailSchema>;
export type ChargedEvent = z.infer<typeof chargedEventSchema>;
export type AuthorizeUsageInput = z.infer<typeof authorizeUsageSchema>;
export type SettleUsageInput = z.infer<typeof settleUsageSchema>;
export type SettleAnswer = z.infer<typeof settleAnswerSchema>;
