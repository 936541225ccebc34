import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { planIds } from "../pricing/index.ts";
import { instantSchema } from "../time/index.ts";
import { decisionJsonSchema } from "./decision.ts";
import { refundSummarySchema } from "./orders.ts";

const target = { planId: z.enum(planIds), interval: z.enum(["month", "year"]) };

/** A change of plan that waits for the end of what is paid for (T2.6). */
export const scheduledChangeSchema = z
  .strictObject({
    id: z.uuid(),
    ...target,
    /** What is charged then, before tax; nothing for Free. */
    price: moneySchema,
    appliesAt: instantSchema,
    /** The last moment to take it back (T2.5). */
    undoUntil: instantSchema,
    decisionId: z.uuid(),
  })
  .meta({ id: "ScheduledChange" });

/** What changing the plan now would mean (T1.4, T2.6); `outcome` is null where it is refused, the decision says why. */
export const planChangePreviewSchema = z
  .strictObject({
    decision: decisionJsonSchema,
    ...target,
    outcome: z
      .discriminatedUnion("applies", [
        /** An upgrade: paid now, less the unused value of the running term, and a new term begins. */
        z.strictObject({
          applies: z.literal("now"),
          /** What is charged, tax included. */
          total: moneySchema,
          /** What is credited for the rest of the running term; never paid out. */
          credit: moneySchema,
          /** When the quote closes. */
          expiresAt: instantSchema,
          renewsAt: instantSchema,
          /** What each renewal charges, tax included, at today's rate. */
          renewal: moneySchema,
          cancelBy: instantSchema,
          refundUntil: instantSchema,
          /** A change that waited is dropped. */
          dropsScheduled: z.boolean(),
        }),
        z.strictObject({
          applies: z.literal("term_end"),
          appliesAt: instantSchema,
          /** What is charged then, tax included; nothing for Free. */
          charge: moneySchema,
          /** Whether the running plan renews once more before, since the change came after the cut-off (T2.5). */
          renewsFirst: z.boolean(),
          undoUntil: instantSchema,
        }),
      ])
      .nullable(),
    /** The card that can be charged at once, `Visa •••• 4242`; null where none is saved. */
    savedCard: z.string().nullable(),
    terms: z.strictObject({ version: z.string(), hash: z.string(), language: z.enum(["en", "zh"]) }),
    now: instantSchema,
  })
  .meta({ id: "PlanChangePreview" });

/** Answer of a change: an upgrade that is paid or to be paid, or a change that waits. */
export const planChangedSchema = z
  .discriminatedUnion("applies", [
    z.strictObject({
      applies: z.literal("now"),
      orderId: z.uuid(),
      number: z.string(),
      expiresAt: instantSchema,
      /** `declined`: by the saved card; the page is there instead. */
      payment: z.enum(["paid", "declined", "pending"]),
      /** The provider's own words for a decline (T6.2); `authenticate`: the bank asks the card's owner to confirm. */
      problem: z
        .strictObject({ code: z.string(), message: z.string(), authenticate: z.boolean() })
        .nullable(),
      checkoutUrl: z.string().nullable(),
    }),
    z.strictObject({
      applies: z.literal("term_end"),
      planChangeId: z.uuid(),
      appliesAt: instantSchema,
      undoUntil: instantSchema,
    }),
  ])
  .meta({ id: "PlanChanged" });

/** A change that was taken back: the running plan renews as before. */
export const changeTakenBackSchema = z
  .strictObject({
    planChangeId: z.uuid(),
    renewsAt: instantSchema,
    cancelBy: instantSchema,
    decisionId: z.uuid(),
  })
  .meta({ id: "PlanChangeTakenBack" });

/** Changes of plan of an account and the terms they made, for staff. Newest first. */
export const planHistorySchema = z.strictObject({
  terms: z.array(
    z.strictObject({
      id: z.uuid(),
      subscriptionId: z.uuid(),
      number: z.int(),
      ...target,
      /** Price of the term before tax (T3.1): cash and credit together, where somebody paid it to us. */
      price: moneySchema,
      /** How it began. `gift`: given by somebody; `distributor`: bought in an app store (T1.3). */
      began: z.enum(["bought", "renewed", "upgraded", "gift", "distributor"]),
      orderId: z.uuid(),
      orderNumber: z.string(),
      /** The decision its order was made under. */
      decisionId: z.uuid(),
      refunds: z.array(refundSummarySchema),
      startsAt: instantSchema,
      endsAt: instantSchema,
      /** `suspended`: an upgrade of it stands. `given_up`: ended early, by a refund. `over`: its time is up. */
      state: z.enum(["running", "suspended", "given_up", "over"]),
      paid: moneySchema,
      credited: moneySchema,
      included: moneySchema,
      used: moneySchema,
      /** The number of the term that gave way to this one, and what was left of it. */
      suspends: z.strictObject({ number: z.int(), leftMs: z.int(), left: moneySchema }).nullable(),
    }),
  ),
  changes: z.array(
    z.strictObject({
      id: z.uuid(),
      ...target,
      state: z.enum(["scheduled", "applied", "canceled", "dropped"]),
      scheduledAt: instantSchema,
      appliesAt: instantSchema,
      settledAt: instantSchema.nullable(),
      droppedBecause: z.enum(["replaced", "upgrade", "cancellation", "refund", "ended"]).nullable(),
      decisionId: z.uuid(),
    }),
  ),
});
