import { z } from "zod";
import { currencySchema, notNegativeNanosSchema } from "../money/index.ts";
import { planIds } from "../pricing/plans.ts";
import { instantSchema } from "../time/index.ts";
import { refundStates } from "./lifecycle.ts";

const id = z.string().min(1).max(64);
/** Whole minor units of the provider, as an integer text in JSON. Never negative. */
const minorSchema = notNegativeNanosSchema;
const notNegativeNanos = notNegativeNanosSchema;

/** A captured payment of the order. `amountMinor` includes `taxNanos`. */
export const refundablePaymentSchema = z.strictObject({
  id,
  provider: z.enum(["stripe", "antom", "bank_transfer", "distributor"]),
  amountMinor: minorSchema,
  /** Tax contained in the amount (R3.9). */
  taxNanos: notNegativeNanos,
  disputeOpen: z.boolean(),
  /** What lost disputes took from it; can exceed the amount when rates moved (R3.8). */
  lostMinor: minorSchema,
  /** The smallest refund its provider can pay (R2.9); 1 where it sets no limit. */
  minimumRefundMinor: minorSchema,
});

/** Another refund of the same order; never the one that is being decided. */
export const earlierRefundSchema = z.strictObject({
  id,
  state: z.enum(refundStates),
  /** `whole`: by these rules, everything refundable at the time. `partial`: an amount that staff chose. */
  extent: z.enum(["whole", "partial"]),
  /** Net + fee + remainder, before tax (R3.8); while draining the gross expected at submit. */
  grossNanos: notNegativeNanos,
  legs: z.array(z.strictObject({ paymentId: id, amountMinor: minorSchema })),
  /** It failed and its amount was booked as owed (R6.4): staff pay it some other way, so it counts as refunded. */
  owed: z.literal(true).exactOptional(),
});

/** Usage of the term promised to a request in flight. */
export const openHoldSchema = z.strictObject({
  id,
  /** The part served by the term's included usage. */
  planNanos: notNegativeNanos,
  expiresAt: instantSchema,
});

/** What a reviewer allowed line by line: a lower fee, usage that is not held against the customer. */
export const refundConcessionSchema = z.strictObject({
  feeBps: z.int().min(0).max(10_000).exactOptional(),
  excusedUsageNanos: notNegativeNanos.exactOptional(),
});
/** See {@link refundConcessionSchema}. */
export type RefundConcession = z.output<typeof refundConcessionSchema>;

/**
 * Everything a subscription refund is decided from, read under lock with one clock reading. No personal data: ids,
 * states and amounts only.
 */
export const subscriptionRefundFactsSchema = z.strictObject({
  now: instantSchema,
  /** Currency of the order and of every amount here. */
  currency: currencySchema,
  /** Self-service is bound to channels that refund online (R7.1); e-mail serves every payment method. */
  route: z.enum(["self_service", "email"]),
  /** When the request reached us (R5.2); the same as `now` by self-service. */
  requestedAt: instantSchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  order: z.strictObject({
    id,
    planId: z.enum(planIds),
    /** Name of the plan, for the label. */
    planName: z.string().min(1).max(60),
    state: z.enum(["pending", "paid", "failed", "expired"]),
    /** What the order was: a first or new subscription, the renewal of one, or an upgrade of a running term. */
    origin: z.enum(["new", "renewal", "upgrade"]),
    paidAt: instantSchema.nullable(),
    /** When the subscription's first order was paid; the same as `paidAt` unless this is a renewal. */
    subscribedAt: instantSchema.nullable(),
    gift: z.enum(["none", "received", "given_unredeemed", "given_redeemed"]),
    distributor: z.strictObject({ name: z.string().max(60), link: z.string().max(300) }).nullable(),
    paidByPreviousHolder: z.boolean(),
    /** An upgrade that stands credited the value of this order's term (decision 0013). */
    creditedAway: z.literal(true).exactOptional(),
  }),
  /** `open`: applied for. `accepted`: the new subject has accepted (C4.9). */
  subjectChange: z.enum(["none", "open", "accepted"]),
  payments: z.array(refundablePaymentSchema),
  earlierRefunds: z.array(earlierRefundSchema),
  /** Value at list price of what this term's included usage has served, posted (R3.1). */
  usedNanos: notNegativeNanos,
  /** Holds on this term's included usage that are open. */
  openHolds: z.array(openHoldSchema),
  /** Refunds of the account, person, card or device within the policy's days (R2.10), this one not counted. */
  recentRefunds: z.int().min(0),
  /** What a reviewer allowed beyond the rules, in the customer's favour (R5.2); only in a refund by case. */
  concession: refundConcessionSchema.exactOptional(),
});
/** See {@link subscriptionRefundFactsSchema}. */
export type SubscriptionRefundFacts = z.output<typeof subscriptionRefundFactsSchema>;

/** A captured payment, see {@link refundablePaymentSchema}. */
export type RefundablePayment = z.output<typeof refundablePaymentSchema>;
