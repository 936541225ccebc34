import { z } from "zod";
import { defineRule, line, type Outcome, type Refusal, type Ruling } from "../decision/index.ts";
import { nanosSchema } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { fromEpochMs, instantSchema, plusMs, toEpochMs } from "../time/index.ts";
import { feeBpsOf, heldNanos, payableNanos, refundAmounts, type RefundAmounts } from "./amount.ts";
import { isForReview, subscriptionRefundRefusals } from "./eligibility.ts";
import { type SubscriptionRefundFacts, subscriptionRefundFactsSchema } from "./facts.ts";
import { calculationLines } from "./lines.ts";
import { refundWindow } from "./window.ts";

/** The frozen or expected amounts of a refund, nanos: gross = net + fee + remainder (R3.7), final = net + tax. */
export const refundSumsSchema = z.strictObject({
  grossNanos: nanosSchema,
  feeNanos: nanosSchema,
  remainderNanos: nanosSchema,
  netNanos: nanosSchema,
  taxNanos: nanosSchema,
  finalNanos: nanosSchema,
});

/** What goes back to each payment, in whole minor units. */
export const refundLegsSchema = z.array(z.strictObject({ paymentId: z.string(), amountMinor: nanosSchema }));

/**
 * What becomes of the subscription: Free at once (R6.1); the earlier term where an upgrade is returned; a gift that
 * nobody redeemed becomes void and leaves the payer's plan alone.
 */
export const planAfterRefundSchema = z.enum(["free", "earlier_term", "gift_void"]);

/** See {@link SubscriptionRefundEffects}. */
export const subscriptionRefundEffectsSchema = z
  .strictObject({
    /** The last moment inside the window, and how much of it was left at the request (R1.3). */
    windowClosesAt: instantSchema,
    windowRemainingMs: z.int().min(0),
    /** If the requests in flight use nothing more. */
    expected: refundSumsSchema,
    /** If they use all that is held for them; nothing where that could not be paid (R2.9). */
    floorFinalNanos: nanosSchema,
    /** The legs of the expected amount; settling works them out anew. */
    legs: refundLegsSchema,
    /** When a request that has not reported counts in full; `now` where none is in flight. */
    drainUntil: instantSchema,
    planAfter: planAfterRefundSchema,
  })
  .nullable();
/** Effects of a granted refund request; null otherwise. */
export type SubscriptionRefundEffects = z.output<typeof subscriptionRefundEffectsSchema>;

/**
 * A refund of a subscription order, previewed and submitted by the same rule (R1.1, R2, R3, R4.2, R6.1). Amounts are
 * those expected with the usage posted so far; `refund.settle` fixes them once the requests in flight have ended.
 *
 * Refused: the refusals in the order of the policy; the calculation is shown where an amount is what refuses it
 * (R2.4, R2.9). Review (R2.10, C4.9 by e-mail): the calculation, for the person who decides. Effects only if granted.
 */
export const subscriptionRefund = defineRule({
  kind: "refund.subscription",
  rulesVersion: 1,
  facts: subscriptionRefundFactsSchema,
  effects: subscriptionRefundEffectsSchema,
  decide(facts, policy): Ruling<SubscriptionRefundEffects> {
    const feeBps = feeBpsOf(facts, policy.refunds.feeBps);
    const amounts = facts.payments.length > 0 ? refundAmounts(facts, feeBps) : null;
    const refusals = subscriptionRefundRefusals({ facts, policy, amounts }, "submit");
    const outcome = outcomeOf(refusals, facts);
    const calculation = amounts === null ? [] : calculationLines(facts, amounts, feeBps);
    const window = refundWindow(facts, policy);
    if (outcome !== "granted" || amounts?.legs == null || window === null) {
      return {
        outcome,
        refusals,
        lines: showsCalculation(outcome, refusals) ? calculation : [],
        effects: null,
      };
    }
    const lowest = refundAmounts(facts, feeBps, heldNanos(facts.openHolds));
    const range =
      facts.openHolds.length === 0
        ? []
        : [
            line("memo", "expected_amount", "R3.6", amounts.finalNanos),
            line("memo", "floor_amount", "R3.6", payableNanos(lowest)),
          ];
    return {
      outcome,
      refusals,
      lines: [...calculation, ...range],
      effects: {
        windowClosesAt: window.closesAt,
        windowRemainingMs: window.remainingMs,
        expected: sumsOf(amounts),
        floorFinalNanos: payableNanos(lowest),
        legs: [...amounts.legs],
        drainUntil: drainDeadline(facts, policy),
        planAfter: planAfterRefund(facts),
      },
    };
  },
});

/** Granted without refusals, review where each only asks for a person, else refused. */
export function outcomeOf(refusals: readonly Refusal[], facts: SubscriptionRefundFacts): Outcome {
  if (refusals.length === 0) return "granted";
  return refusals.every((refusal) => isForReview(refusal, facts)) ? "review" : "refused";
}

/**
 * Whether the calculation is part of the answer: always, except where the refusal has nothing to do with amounts.
 * Usage that consumed everything (R2.4) leaves a final amount of nothing, so R2.9 is then among the refusals too.
 */
export function showsCalculation(outcome: Outcome, refusals: readonly Refusal[]): boolean {
  return outcome !== "refused" || refusals.some(({ code }) => code === "below_provider_minimum");
}

/** The amounts that are stored with a refund. */
export const sumsOf = (amounts: RefundAmounts): z.output<typeof refundSumsSchema> => ({
  grossNanos: amounts.balanceNanos,
  feeNanos: amounts.feeNanos,
  remainderNanos: amounts.remainderNanos,
  netNanos: amounts.netNanos,
  taxNanos: amounts.taxNanos,
  finalNanos: amounts.finalNanos,
});

/** See {@link planAfterRefundSchema}. */
export function planAfterRefund(facts: SubscriptionRefundFacts): z.output<typeof planAfterRefundSchema> {
  if (facts.order.gift === "given_unredeemed") return "gift_void";
  return facts.order.origin === "upgrade" ? "earlier_term" : "free";
}

/** The latest expiry of an open hold, but never later than the longest life of a hold from now on. */
function drainDeadline(facts: SubscriptionRefundFacts, policy: Policy) {
  const nowMs = toEpochMs(facts.now);
  const longestMs = toEpochMs(plusMs(facts.now, policy.usage.maxHoldMinutes * 60_000));
  const latestMs = facts.openHolds.reduce(
    (latest, hold) => Math.max(latest, toEpochMs(hold.expiresAt)),
    nowMs,
  );
  return fromEpochMs(Math.min(latestMs, longestMs));
}
