import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { planIds } from "../pricing/index.ts";
import { instantSchema } from "../time/index.ts";

/** One try to have a renewal paid, with the provider's own code and words (T6.2). */
export const renewalAttemptSchema = z.strictObject({
  id: z.uuid(),
  number: z.int(),
  /** `off_session`: a saved card is charged. `page`: the customer pays by themselves. */
  kind: z.enum(["off_session", "page"]),
  state: z.enum(["ready", "calling", "unknown", "open", "succeeded", "failed", "closed"]),
  /** `soft`: worth another try. `hard`: not with this card. `authentication`: its customer must confirm it. */
  failure: z.enum(["soft", "hard", "authentication"]).nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  /** `Visa •••• 4242`; null for a page. */
  method: z.string().nullable(),
  startedAt: instantSchema,
});

/** A renewal (T2.2): price, term and amount are frozen when it is decided. */
export const renewalSchema = z
  .strictObject({
    id: z.uuid(),
    /** 1 for the first. */
    number: z.int(),
    state: z.enum(["due", "charging", "unknown", "waiting", "paid", "lapsed", "dropped"]),
    orderId: z.uuid(),
    orderNumber: z.string(),
    planId: z.enum(planIds).nullable(),
    interval: z.enum(["month", "year"]),
    /** Before tax. */
    amount: moneySchema,
    tax: moneySchema,
    total: moneySchema,
    startsAt: instantSchema,
    endsAt: instantSchema,
    /** Cancelled late: the subscription ends with this term (T2.5). */
    last: z.boolean(),
    plannedAt: instantSchema,
    settledAt: instantSchema.nullable(),
    /** Since when it is in arrears; null where it never was. */
    pastDueSince: instantSchema.nullable(),
    /** Oldest first. */
    attempts: z.array(renewalAttemptSchema),
    decisionId: z.uuid(),
  })
  .meta({ id: "Renewal" });

/** What is unpaid, and what happens next without anybody's doing (T2.2). */
export const pastDueSchema = z.strictObject({
  renewalId: z.uuid(),
  orderId: z.uuid(),
  total: moneySchema,
  since: instantSchema,
  /** The next charge of the saved card; null where none comes. */
  nextTryAt: instantSchema.nullable(),
  /** Without a payment the account is on Free from here on. */
  graceEndsAt: instantSchema,
  /** The term that the payment brings. */
  startsAt: instantSchema,
  endsAt: instantSchema,
  /** The card that is charged, as people know it; null where there is none. */
  method: z.string().nullable(),
  /** Why the last charge was refused; null where there was none, because no card was there. */
  failure: z
    .strictObject({
      kind: z.enum(["soft", "hard", "authentication"]),
      code: z.string().nullable(),
      message: z.string().nullable(),
    })
    .nullable(),
  /** Whether it can be paid now: a card that is being charged at this moment comes first. */
  payable: z.boolean(),
});

/** Where a renewal in arrears is paid; null while the provider does not answer. */
export const renewalPaymentSchema = z
  .strictObject({ renewalId: z.uuid(), url: z.string().nullable() })
  .meta({ id: "RenewalPayment" });
