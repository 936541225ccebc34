import { z } from "zod";
import { creditLotStates, lotMoves } from "../credits/index.ts";
import { moneySchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";

/** Kinds of lots, as the API names them. */
export const lotKindSchema = z.enum(["paid", "bonus", "gift", "referral"]);

/** A lot of credits: `granted` came in, `remaining` can still be spent while it is open. */
export const lotSchema = z
  .strictObject({
    id: z.uuid(),
    kind: lotKindSchema,
    /** `expired` from the very instant of its expiry. */
    state: z.enum(creditLotStates),
    granted: moneySchema,
    remaining: moneySchema,
    reason: z.string().nullable(),
    /** The order it came with: paid credits and their bonus. */
    orderId: z.uuid().nullable(),
    openedAt: instantSchema,
    expiresAt: instantSchema.nullable(),
    closedAt: instantSchema.nullable(),
  })
  .meta({ id: "CreditLot" });

/** One entry of a lot's life. */
export const lotEntrySchema = z
  .strictObject({
    /** `used` is a whole day of usage, `other` whatever has no name of its own. */
    move: z.enum(lotMoves),
    /** The last instant of what the entry tells. */
    at: instantSchema,
    /** Local day of usage, `2026-11-20`; null for what stands alone. Ask for its events with it. */
    day: z.iso.date().nullable(),
    /** Signed: what came in is positive. */
    change: moneySchema,
    /** What was left afterwards. */
    remaining: moneySchema,
    /** Movements of the ledger in it. */
    movements: z.int().positive(),
    /** The ledger's journal; the last one of a day. */
    journalId: z.uuid(),
    /** The ledger's word for it, such as `gift.granted`. */
    journalKind: z.string(),
    /** The decision behind it, where there was one. */
    decisionId: z.uuid().nullable(),
  })
  .meta({ id: "CreditLotEntry" });

/** A lot with its life, newest first; `nextCursor` leads to what was before. */
export const lotLifeSchema = z
  .strictObject({
    lot: lotSchema,
    /** Number of the order it came with. */
    orderNumber: z.string().nullable(),
    entries: z.array(lotEntrySchema),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "CreditLotLife" });

/** A request that burned credits of one lot. */
export const lotUsageSchema = z
  .strictObject({
    eventId: z.uuid(),
    clientEventId: z.string(),
    model: z.string(),
    /** What this lot paid of it; negative where a correction gave it back. */
    fromLot: moneySchema,
    /** What the request was worth. */
    value: moneySchema,
    occurredAt: instantSchema,
    recordedAt: instantSchema,
  })
  .meta({ id: "CreditLotUsage" });

export type CreditLot = z.infer<typeof lotSchema>;
export type CreditLotEntry = z.infer<typeof lotEntrySchema>;
export type CreditLotLife = z.infer<typeof lotLifeSchema>;
export type CreditLotUsage = z.infer<typeof lotUsageSchema>;
