import { z } from "zod";
import { buyerSchema } from "../invoices/index.ts";
import { currencySchema, customerMoneySchema, moneySchema } from "../money/index.ts";
import { topUpMethods } from "../top-ups/index.ts";
import { instantSchema } from "../time/index.ts";
import { decisionJsonSchema, receiptSchema } from "./decision.ts";
import {
  chargeSchema,
  disputeSummarySchema,
  orderSchema,
  refundabilitySchema,
  refundSummarySchema,
} from "./orders.ts";
import { transactionKinds } from "./transaction-kinds.ts";

/** What can be topped up in the account's currency, before an amount is chosen. */
export const topUpOfferSchema = z
  .strictObject({
    /** Null where credits cannot be topped up in this currency. */
    offer: z
      .strictObject({
        min: moneySchema,
        max: moneySchema,
        /** Amounts to suggest. */
        presets: z.array(moneySchema),
        /** From which amount on, which bonus comes on top, smallest first. Basis points: 500 is 5 %. */
        bonusTiers: z.array(z.strictObject({ from: moneySchema, bps: z.int() })),
        /** Ways to pay, and what each charges in. */
        methods: z.array(z.strictObject({ method: z.enum(topUpMethods), currency: currencySchema })),
      })
      .nullable(),
    policyVersion: z.string(),
  })
  .meta({ id: "TopUpOffer" });

/** What a review of a top-up asks for. */
export const reviewTopUpShape = {
  /** Credits to buy, before tax. */
  amount: customerMoneySchema,
  method: z.enum(topUpMethods).default("card"),
  language: z.enum(["en", "zh"]).default("en"),
};

/** The review step before credits are bought (T1.4). What is null does not apply, or the policy refuses. */
export const topUpReviewSchema = z
  .strictObject({
    decision: decisionJsonSchema,
    /** What is charged, tax included. */
    total: moneySchema.nullable(),
    /** What is charged where that is another currency, at which rate and whose (R6.3). */
    charge: chargeSchema.nullable(),
    /** Paid credits and bonus together. */
    credits: moneySchema.nullable(),
    bonus: moneySchema.nullable(),
    /** If it were paid now (R1.2). */
    refundUntil: instantSchema.nullable(),
    paidExpiresAt: instantSchema.nullable(),
    bonusExpiresAt: instantSchema.nullable(),
    /** The terms that are agreed to, with the hash of their text in the caller's language. */
    terms: z.strictObject({ version: z.string(), hash: z.string(), language: z.enum(["en", "zh"]) }),
    now: instantSchema,
  })
  .meta({ id: "TopUpReview" });

/** Answer of a bought top-up: where to pay. `checkoutUrl` is null while the provider does not answer; ask again. */
export const topUpCreatedSchema = z
  .strictObject({
    orderId: z.uuid(),
    number: z.string(),
    checkoutUrl: z.string().nullable(),
    expiresAt: instantSchema,
  })
  .meta({ id: "TopUpCreated" });

/** The receipt of a paid top-up: the order, what it opened, and the signed decision of its payment. */
export const topUpReceiptSchema = z
  .strictObject({
    order: orderSchema,
    lots: z.array(
      z.strictObject({
        id: z.uuid(),
        kind: z.enum(["paid", "bonus"]),
        granted: moneySchema,
        expiresAt: instantSchema.nullable(),
      }),
    ),
    /** Who was billed, as the invoice says it; null for what was paid before invoices were issued. */
    buyer: buyerSchema.nullable(),
    invoice: z.strictObject({ id: z.uuid(), number: z.string() }).nullable(),
    decisionId: z.uuid(),
    digest: z.string(),
    decision: decisionJsonSchema,
    receipt: receiptSchema,
  })
  .meta({ id: "TopUpReceipt" });

/** One row of the Transactions list of the credits page (R4.1). */
export const transactionSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(transactionKinds),
    /** A top-up moves nothing before it is `done`. */
    state: z.enum(["pending", "done", "failed", "expired"]),
    /** When it happened; while a top-up is unpaid, when it was ordered. */
    at: instantSchema,
    /** Credits that came in, negative those that went; of an unpaid top-up, those that would come. */
    amount: moneySchema,
    /** Of these, bonus credits. */
    bonus: moneySchema,
    /** The reason given, or what it belongs to. */
    reason: z.string().nullable(),
    decisionId: z.uuid().nullable(),
    /** Only of a top-up. */
    order: z
      .strictObject({
        id: z.uuid(),
        number: z.string(),
        total: moneySchema,
        method: z.string().nullable(),
        checkoutUrl: z.string().nullable(),
        automatic: z.boolean(),
        /** Whether it can be refunded now, and why not (R4.1); null while unpaid. */
        refundability: refundabilitySchema.nullable(),
        refunds: z.array(refundSummarySchema),
        /** Null where its payment was never disputed. */
        dispute: disputeSummarySchema.nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Transaction" });
