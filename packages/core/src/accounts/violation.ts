import { z } from "zod";
import { defineRule, line } from "../decision/index.ts";
import { attempt } from "../lifecycle/index.ts";
import { nanosSchema } from "../money/index.ts";
import { subscriptionLifecycle } from "../subscriptions/index.ts";
import { instantSchema } from "../time/index.ts";
import { creditLines, creditsTotal } from "./credits-lost.ts";
import {
  consequenceLines,
  evidenceRefusals,
  keptRefunds,
  reasonRefusals,
  stepRefusals,
  violationFacts,
} from "./violation-facts.ts";

const suspendEffects = z
  .strictObject({
    to: z.literal("suspended"),
    /** From this moment on no request is authorised. */
    requestsPauseAt: instantSchema,
    /** Refunds that go on: asked for in time (T4.2). */
    keptRefundIds: z.array(z.string()),
  })
  .nullable();

/**
 * Suspending an account for a violation (T4.2): requests pause at once, credits and subscription stay as they are, a
 * refund requested in time is decided as ever. Needs the ground, a reason for the customer and evidence.
 */
export const suspendAccount = defineRule({
  kind: "account.suspend",
  rulesVersion: 1,
  facts: violationFacts,
  effects: suspendEffects,
  decide(facts) {
    const refusals = [
      ...stepRefusals(facts.accountState, "suspend"),
      ...reasonRefusals(facts),
      ...evidenceRefusals(facts),
    ];
    const lines = consequenceLines(facts);
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        to: "suspended",
        requestsPauseAt: facts.now,
        keptRefundIds: keptRefunds(facts).map(({ id }) => id),
      },
    };
  },
});

/** Lifting a suspension (T4.2): requests are served again at once. Needs a reason, no evidence. */
export const liftSuspension = defineRule({
  kind: "account.lift",
  rulesVersion: 1,
  facts: violationFacts.pick({ now: true, currency: true, accountState: true, reasonGiven: true }),
  effects: z.strictObject({ to: z.literal("active"), requestsResumeAt: instantSchema }).nullable(),
  decide(facts) {
    const refusals = [...stepRefusals(facts.accountState, "lift"), ...reasonRefusals(facts)];
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    return {
      outcome: "granted",
      refusals,
      lines: [],
      effects: { to: "active", requestsResumeAt: facts.now },
    };
  },
});

const terminateEffects = z
  .strictObject({
    to: z.literal("terminated"),
    /** The subscription that ends with this moment; null where none runs, or a refund of it decides. */
    endsSubscriptionId: z.string().nullable(),
    /** Who bills that subscription until it is ended there too (T1.3). */
    distributor: z.string().nullable(),
    keptRefundIds: z.array(z.string()),
    /** Credits that can never be spent again. */
    forfeitedNanos: nanosSchema,
  })
  .nullable();

/**
 * Terminating an account for a violation (T4.2), with or without a subscription: the running one ends, fees paid are
 * not refunded, credits are lost except what refunds requested in time will take.
 */
export const terminateAccount = defineRule({
  kind: "account.terminate",
  rulesVersion: 1,
  facts: violationFacts,
  effects: terminateEffects,
  decide(facts) {
    const { subscription, credits } = facts;
    const refusals = [
      ...stepRefusals(facts.accountState, "terminate"),
      ...reasonRefusals(facts),
      ...evidenceRefusals(facts),
    ];
    const ends =
      subscription !== null && attempt(subscriptionLifecycle, subscription.state, "terminate").legal
        ? subscription
        : null;
    // Only paid credits go back by a refund; a bonus of the same order is lost with it (R3.4).
    const reservedNanos = facts.reservedNanos < credits.paidNanos ? facts.reservedNanos : credits.paidNanos;
    const forfeitedNanos = creditsTotal(credits) - reservedNanos;
    const lines = [
      ...creditLines(credits, "T4.2"),
      ...(reservedNanos === 0n ? [] : [line("item", "credits_lost_reserved", "T4.2", -reservedNanos)]),
      line("subtotal", "credits_lost_total", "T4.2", forfeitedNanos),
      ...consequenceLines(facts),
      ...(ends === null
        ? []
        : [line("memo", "violation_subscription_ends", "T4.2", ends.paidNanos, { plan: ends.planId })]),
    ];
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        to: "terminated",
        endsSubscriptionId: ends?.id ?? null,
        distributor: ends?.distributor ?? null,
        keptRefundIds: keptRefunds(facts).map(({ id }) => id),
        forfeitedNanos,
      },
    };
  },
});
