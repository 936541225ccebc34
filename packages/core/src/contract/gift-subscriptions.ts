import { z } from "zod";
import { giftSubscriptionStates } from "../gift-subscriptions/index.ts";
import { moneySchema } from "../money/index.ts";
import { planIds } from "../pricing/index.ts";
import { instantSchema } from "../time/index.ts";
import { decisionJsonSchema } from "./decision.ts";

const giftPlanShape = {
  planId: z.enum(planIds),
  interval: z.enum(["month", "year"]),
  /** How many terms, one after the other. */
  terms: z.int(),
};

/** What may be done with a gift by whoever paid for it. */
const giftActionSchema = z.enum(["send", "cancel"]);

/** A subscription that this account gave. The code is known to the recipient alone. */
export const givenGiftSchema = z
  .strictObject({
    id: z.uuid(),
    orderId: z.uuid(),
    orderNumber: z.string(),
    state: z.enum(giftSubscriptionStates),
    ...giftPlanShape,
    total: moneySchema,
    recipientEmail: z.string(),
    senderName: z.string(),
    message: z.string().nullable(),
    language: z.enum(["en", "zh"]),
    /** When the recipient is written to. */
    deliverAt: instantSchema,
    /** How often it was sent, and what became of the newest mail; null before the first. */
    sendings: z.int(),
    mail: z.enum(["queued", "sent", "failed"]).nullable(),
    lastSentAt: instantSchema.nullable(),
    redeemBy: instantSchema,
    createdAt: instantSchema,
    redeemedAt: instantSchema.nullable(),
    /** Canceled or expired. */
    endedAt: instantSchema.nullable(),
    /** Whether its payer may take it back now (R2.7), and until when; the refusal where not. */
    cancelUntil: instantSchema.nullable(),
    actions: z.array(giftActionSchema),
  })
  .meta({ id: "GivenGift" });

/** A gift that this account redeemed. */
export const receivedGiftSchema = z
  .strictObject({
    id: z.uuid(),
    ...giftPlanShape,
    senderName: z.string(),
    message: z.string().nullable(),
    redeemedAt: instantSchema,
    /** The order of nothing in Billing History; never refundable (R2.7). */
    orderId: z.uuid(),
    /** End of what is paid for, and whether the subscription renews after it. */
    paidUntil: instantSchema,
    renews: z.boolean(),
  })
  .meta({ id: "ReceivedGift" });

/** The review step before a gift is bought (T1.4). What is null does not apply, or the policy refuses. */
export const giftReviewSchema = z
  .strictObject({
    decision: decisionJsonSchema,
    ...giftPlanShape,
    total: moneySchema.nullable(),
    /** Were it paid now: the last moment to redeem it, and the last one for its payer to cancel it (R2.7). */
    redeemBy: instantSchema.nullable(),
    cancelUntil: instantSchema.nullable(),
    deliverAt: instantSchema.nullable(),
    agreement: z.strictObject({ version: z.string(), hash: z.string(), language: z.enum(["en", "zh"]) }),
    now: instantSchema,
  })
  .meta({ id: "GiftReview" });

/** What redeeming a code would do now. */
export const redeemPreviewSchema = z
  .strictObject({
    decision: decisionJsonSchema,
    gift: z.strictObject({
      ...giftPlanShape,
      senderName: z.string(),
      message: z.string().nullable(),
      redeemBy: instantSchema,
    }),
    /** Null where it is refused. `extend`: the terms follow what is paid for already. */
    outcome: z
      .strictObject({
        use: z.enum(["start", "extend"]),
        from: instantSchema,
        paidUntil: instantSchema,
        renews: z.boolean(),
      })
      .nullable(),
    now: instantSchema,
  })
  .meta({ id: "RedeemPreview" });

/** Answer of a redeemed gift. */
export const redeemedSchema = z
  .strictObject({
    giftId: z.uuid(),
    orderId: z.uuid(),
    subscriptionId: z.uuid(),
    use: z.enum(["start", "extend"]),
    paidUntil: instantSchema,
    renews: z.boolean(),
  })
  .meta({ id: "RedeemedGift" });

export type GivenGift = z.infer<typeof givenGiftSchema>;
export type ReceivedGift = z.infer<typeof receivedGiftSchema>;
