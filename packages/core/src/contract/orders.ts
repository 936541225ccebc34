import { z } from "zod";
import { currencySchema, moneySchema } from "../money/index.ts";
import { clauseIdSchema } from "../policy/index.ts";
import { planIds } from "../pricing/index.ts";
import { refundStates } from "../refunds/index.ts";
import { refusalCodeSchema } from "../text/index.ts";
import { instantSchema } from "../time/index.ts";
import { decisionJsonSchema } from "./decision.ts";

const actionSchema = z.enum(["cancel"]);

/** A refund as lists show it. `status` is what people see (R4.3), `state` what the machine is in. */
export const refundSummarySchema = z
  .strictObject({
    id: z.uuid(),
    number: z.string(),
    orderId: z.uuid(),
    orderNumber: z.string(),
    /** By which rules: R1.1, R1.2; `surplus`: a second payment, returned whole; `goodwill`: an amount that staff gave. */
    kind: z.enum(["subscription", "top_up", "surplus", "goodwill", "outside"]),
    state: z.enum(refundStates),
    status: z.enum(["refunding", "refunded", "failed", "canceled"]),
    currency: currencySchema,
    /** Frozen amount that reaches the customer; null while draining. */
    final: moneySchema.nullable(),
    /** Lowest and expected amount when it was submitted (R3.6). */
    floor: moneySchema,
    expected: moneySchema,
    submittedAt: instantSchema,
    /** When a request in flight counts in full at the latest. */
    drainUntil: instantSchema,
    settledAt: instantSchema.nullable(),
    refundedAt: instantSchema.nullable(),
    failedAt: instantSchema.nullable(),
    /** The provider's own words (T6.2), or the refusal that called it off. */
    failure: z.strictObject({ code: z.string(), message: z.string().nullable() }).nullable(),
    /** Business days until arrival, by policy (R4.3). */
    arrivalBusinessDays: z.strictObject({ min: z.int(), max: z.int() }),
    /** What the caller may do now. */
    actions: z.array(actionSchema),
  })
  .meta({ id: "RefundSummary" });

/** What reaches the customer in the currency that was charged, at the order's rate (R6.3). */
const chargeBackSchema = z.strictObject({ amount: moneySchema, rate: z.string() });

/** A refund with everything behind it. */
export const refundSchema = z
  .strictObject({
    ...refundSummarySchema.shape,
    legs: z.array(
      z.strictObject({
        id: z.uuid(),
        state: z.string(),
        amount: moneySchema,
        /** What reaches the customer where another currency was charged, at the order's rate (R6.3). */
        charge: chargeBackSchema.nullable(),
        method: z.string(),
        providerRefundId: z.string().nullable(),
        attempts: z.int(),
      }),
    ),
    submitDecisionId: z.uuid().nullable(),
    settleDecisionId: z.uuid().nullable(),
    /** The decision that holds now: settled, or as submitted. */
    decision: decisionJsonSchema.nullable(),
  })
  .meta({ id: "Refund" });

/** Whether the Refund button of a row works, and what it says when it does not (R4.1). */
export const refundabilitySchema = z
  .strictObject({
    enabled: z.boolean(),
    /** First refusal, with the values of its text; null when enabled. */
    refusal: z
      .strictObject({
        code: refusalCodeSchema,
        clause: clauseIdSchema,
        params: z.record(z.string(), z.string()),
      })
      .nullable(),
    /** Last moment of the window; null while unpaid. */
    windowClosesAt: instantSchema.nullable(),
  })
  .meta({ id: "Refundability" });

/** What is charged for an order in another currency than it is booked in (R6.3). */
export const chargeSchema = z
  .strictObject({
    amount: moneySchema,
    /** What one unit of the order's currency is in this one. */
    rate: z.string(),
    /** Whose rate it is. */
    rateSource: z.string(),
  })
  .meta({ id: "Charge" });

/** What became of an order whose payment a bank disputed (C4.10); the latest one. */
export const disputeSummarySchema = z
  .strictObject({
    id: z.uuid(),
    /** `inquiry`: the bank asks, and took nothing. `lost`: it gave the money back to whoever paid. */
    state: z.enum(["inquiry", "open", "won", "lost"]),
    /** What the bank took, and holds. */
    withdrawn: moneySchema,
    /** Set aside while it is open: credits, bonus included, or what a plan's included usage was still worth. */
    frozen: moneySchema,
    /** Of what was frozen: gone with the loss. */
    taken: moneySchema,
    /** Used before: owed since the loss. */
    debt: moneySchema,
    openedAt: instantSchema,
  })
  .meta({ id: "DisputeSummary" });

/** See {@link disputeSummarySchema}. */
export type DisputeSummary = z.infer<typeof disputeSummarySchema>;

/** What an order is for. `gift_subscription`: given to somebody else. */
export const orderKinds = [
  "subscription",
  "top_up",
  "renewal",
  "upgrade",
  "add_on",
  "gift_subscription",
] as const;

/** A row of Billing History. */
export const orderSchema = z
  .strictObject({
    id: z.uuid(),
    number: z.string(),
    kind: z.enum(orderKinds),
    state: z.enum(["pending", "paid", "failed", "expired"]),
    /** Received as a gift: it cost nothing and is never refunded (R2.7). */
    gift: z.boolean(),
    planId: z.enum(planIds).nullable(),
    interval: z.enum(["month", "year"]).nullable(),
    amount: moneySchema,
    /** Credits that come on top of a top-up (R3.4). */
    bonus: moneySchema,
    tax: moneySchema,
    total: moneySchema,
    /** What was charged where that is another currency. */
    charge: chargeSchema.nullable(),
    /** Bought by the automatic top-up, under its consent. */
    automatic: z.boolean(),
    policyVersion: z.string(),
    createdAt: instantSchema,
    expiresAt: instantSchema,
    paidAt: instantSchema.nullable(),
    /** How it was paid: `Visa •••• 4242`. */
    method: z.string().nullable(),
    /** Where to pay while pending; null until the page is open. */
    checkoutUrl: z.string().nullable(),
    /** Of a renewal that is unpaid: why its last charge was refused, in the provider's own code and words (T6.2). */
    declined: z
      .strictObject({ code: z.string().nullable(), message: z.string().nullable(), at: instantSchema })
      .nullable(),
    decisionId: z.uuid(),
    /** The invoice of its payment. */
    invoice: z.strictObject({ id: z.uuid(), number: z.string() }).nullable(),
    refundability: refundabilitySchema.nullable(),
    refunds: z.array(refundSummarySchema),
    /** Null where its payment was never disputed. */
    dispute: disputeSummarySchema.nullable(),
  })
  .meta({ id: "Order" });

/** A preview of a refund (R4.2). `previewToken` names it at submit (R4.5); null where it cannot be submitted. */
export const refundPreviewSchema = z
  .strictObject({
    orderId: z.uuid(),
    decision: decisionJsonSchema,
    previewToken: z.string().nullable(),
    /** If the requests in flight use nothing more; null where nothing would be paid. */
    expected: moneySchema.nullable(),
    /** If they use all that is held for them. */
    floor: moneySchema.nullable(),
    /** What `expected` is where another currency was charged, at the order's rate (R6.3). */
    charge: chargeBackSchema.nullable(),
    requestsInFlight: z.int(),
    windowClosesAt: instantSchema.nullable(),
    /** Server time of the preview; a countdown starts from it, not from the device's clock. */
    now: instantSchema,
    method: z.string().nullable(),
    arrivalBusinessDays: z.strictObject({ min: z.int(), max: z.int() }),
  })
  .meta({ id: "RefundPreview" });

export type RefundPreview = z.infer<typeof refundPreviewSchema>;

/** Answer of a submitted refund. */
export const refundSubmittedSchema = z.strictObject({
  refundId: z.uuid(),
  number: z.string(),
  orderId: z.uuid(),
  decisionId: z.uuid(),
});
