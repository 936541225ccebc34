import { z } from "zod";
import { currencySchema, notNegativeNanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { earlierRefundSchema, refundablePaymentSchema, refundConcessionSchema } from "./facts.ts";

const id = z.string().min(1).max(64);
const notNegativeNanos = notNegativeNanosSchema;

/** Credits promised to a request in flight. */
export const creditHoldSchema = z.strictObject({
  id,
  /** The part that credits would pay. */
  creditNanos: notNegativeNanos,
  expiresAt: instantSchema,
});

/**
 * Everything a top-up refund is decided from, read under lock with one clock reading. No personal data: ids, states and
 * amounts only.
 */
export const topUpRefundFactsSchema = z.strictObject({
  now: instantSchema,
  /** Currency of the wallet, the order and every amount here. */
  currency: currencySchema,
  /** Self-service is bound to channels that refund online (R7.1); e-mail serves every payment method. */
  route: z.enum(["self_service", "email"]),
  /** When the request reached us (R5.2); the same as `now` by self-service. */
  requestedAt: instantSchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  order: z.strictObject({
    id,
    /** For the label. */
    number: z.string().min(1).max(40),
    state: z.enum(["pending", "paid", "failed", "expired"]),
    paidAt: instantSchema.nullable(),
    paidByPreviousHolder: z.boolean(),
  }),
  /** `open`: applied for. `accepted`: the new subject has accepted (C4.9). */
  subjectChange: z.enum(["none", "open", "accepted"]),
  payments: z.array(refundablePaymentSchema),
  earlierRefunds: z.array(earlierRefundSchema),
  /** Credits of every kind posted since this order was paid (R3.3). */
  usedNanos: notNegativeNanos,
  /** Requests in flight that credits would pay. */
  openHolds: z.array(creditHoldSchema),
  /** What is left of the paid credits of this order (R1.2); when it settles, what was set aside for it. */
  unusedPaidNanos: notNegativeNanos,
  /** The bonus that came with the order (R3.4): what usage took of it, and what is left. */
  bonusSpentNanos: notNegativeNanos,
  bonusLeftNanos: notNegativeNanos,
  /** Posted balance of all paid lots, and the debt (R2.5). */
  walletPaidNanos: notNegativeNanos,
  debtNanos: notNegativeNanos,
  /** Refunds of the account within the policy's days (R2.10), this one not counted. */
  recentRefunds: z.int().min(0),
  /** What a reviewer allowed beyond the rules, in the customer's favour (R5.2); only in a refund by case. */
  concession: refundConcessionSchema.exactOptional(),
});
/** See {@link topUpRefundFactsSchema}. */
export type TopUpRefundFacts = z.output<typeof topUpRefundFactsSchema>;
