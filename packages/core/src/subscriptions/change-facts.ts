import { z } from "zod";
import { billingFactsShape } from "../billing-details/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { planIds } from "../pricing/plans.ts";
import { instantSchema } from "../time/index.ts";
import { zoneSchema } from "./zone-schema.ts";

const notNegativeNanos = nanosSchema.refine((amountNanos) => amountNanos >= 0n);
const interval = z.enum(["month", "year"]);

/** The running term, see `TermValue`. */
const termSchema = z
  .strictObject({
    id: z.string().min(1).max(64),
    /** Its terms are counted from here. */
    anchor: instantSchema,
    start: instantSchema,
    end: instantSchema,
    paidNanos: notNegativeNanos,
    creditedNanos: notNegativeNanos,
    refundedNanos: notNegativeNanos,
    includedNanos: notNegativeNanos,
    usedNanos: notNegativeNanos,
    heldNanos: notNegativeNanos,
  })
  .refine(({ anchor, start, end }) => anchor <= start && start < end, {
    error: "a term begins at its anchor or later, and ends after it begins",
  });

const subscriptionSchema = z
  .strictObject({
    state: z.enum(["incomplete", "active", "canceling", "past_due", "refunding", "ended"]),
    planId: z.enum(planIds),
    interval,
    /** Price of its term before tax: cash and credit together at most (T3.1). */
    amountNanos: notNegativeNanos,
    zone: zoneSchema,
    distributor: z.strictObject({ name: z.string().max(60), link: z.string().max(300) }).nullable(),
    /** `running`: the running term is a gift. `follows`: it was paid, and terms of a gift come after it. */
    gift: z.enum(["none", "running", "follows"]),
    /** End of what is paid for already: of the running term, or of the last gift term after it. */
    paidUntil: instantSchema,
    /** Whether somebody is charged at that end. */
    renews: z.boolean(),
    term: termSchema,
    /** A refund of the term is under way, or a dispute of its payment is open. */
    refundUnderWay: z.boolean(),
    disputeOpen: z.boolean(),
    /** A change arranged for later, or null. */
    scheduled: z.strictObject({ planId: z.enum(planIds), interval, appliesAt: instantSchema }).nullable(),
  })
  .refine(({ term, amountNanos }) => term.paidNanos + term.creditedNanos <= amountNanos, {
    error: "a term holds no more than its price",
  })
  .refine(({ term, paidUntil }) => paidUntil >= term.end, { error: "paid until the term's end at least" });

/** Everything a change of plan is decided from. Amounts in nanos before tax; no personal data. */
export const changePlanFactsSchema = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  /** ISO country of the billing details, or null: policy data may differ by country. */
  country: z.string().length(2).nullable(),
  ...billingFactsShape,
  taxBps: z.int().min(0).max(10_000),
  /** The newest subscription, or null. */
  subscription: subscriptionSchema.nullable(),
  target: z.strictObject({
    planPriceId: z.string(),
    planId: z.enum(planIds),
    interval,
    currency: currencySchema,
    amountNanos: notNegativeNanos,
    includedUsageNanos: notNegativeNanos,
    /** Whether the plan is sold, and this is the version of its price that is. */
    forSale: z.boolean(),
    current: z.boolean(),
  }),
});

/** See {@link changePlanFactsSchema}. */
export type ChangePlanFacts = z.output<typeof changePlanFactsSchema>;
/** A subscription that may be changed. */
export type ChangeableSubscription = z.output<typeof subscriptionSchema>;
