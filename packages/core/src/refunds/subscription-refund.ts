import { z } from "zod";
import { defineRule, type Ruling } from "../decision/index.ts";
import { nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { feeBpsOf, heldNanos, payableNanos, refundAmounts } from "./amount.ts";
import { subscriptionRefundRefusals } from "./eligibility.ts";
import { type SubscriptionRefundFacts, subscriptionRefundFactsSchema } from "./facts.ts";
import { calculationLines } from "./lines.ts";
import {
  drainDeadline,
  outcomeOf,
  rangeLines,
  refundLegsSchema,
  refundSumsSchema,
  showsCalculation,
  sumsOf,
} from "./ruling.ts";
import { refundWindow } from "./window.ts";

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
    return {
      outcome,
      refusals,
      lines: [...calculation, ...rangeLines(facts, amounts.finalNanos, payableNanos(lowest))],
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

/** See {@link planAfterRefundSchema}. */
export function planAfterRefund(facts: SubscriptionRefundFacts): z.output<typeof planAfterRefundSchema> {
  if (facts.order.gift === "given_unredeemed") return "gift_void";
  return facts.order.origin === "upgrade" ? "earlier_term" : "free";
}
