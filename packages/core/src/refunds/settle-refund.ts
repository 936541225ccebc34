import { z } from "zod";
import { defineRule, type Ruling } from "../decision/index.ts";
import { nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { feeBpsOf, heldNanos, refundAmounts } from "./amount.ts";
import { subscriptionRefundRefusals } from "./eligibility.ts";
import { subscriptionRefundFactsSchema } from "./facts.ts";
import { calculationLines } from "./lines.ts";
import {
  differenceLines,
  outcomeOf,
  refundLegsSchema,
  refundSumsSchema,
  showsCalculation,
  sumsOf,
} from "./ruling.ts";
import { planAfterRefund, planAfterRefundSchema } from "./subscription-refund.ts";

/**
 * The facts of the request, read again after draining. `usedNanos` counts requests that were in flight at submit and
 * nothing later; `openHolds` are those still open at the deadline, which count in full; `earlierRefunds` leaves out
 * the refund that is settled.
 */
export const settleRefundFactsSchema = z.strictObject({
  ...subscriptionRefundFactsSchema.shape,
  submitted: z.strictObject({
    at: instantSchema,
    usedNanos: nanosSchema,
    expectedFinalNanos: nanosSchema,
    floorFinalNanos: nanosSchema,
  }),
});
/** See {@link settleRefundFactsSchema}. */
export type SettleRefundFacts = z.output<typeof settleRefundFactsSchema>;

const effectsSchema = z
  .strictObject({
    /** Frozen: what is paid, and what the books show. */
    amounts: refundSumsSchema,
    legs: refundLegsSchema,
    /** Final amount less the one expected at submit; explains R3.6. */
    differenceNanos: nanosSchema,
    /** Counted in full: what such a request turns out not to use becomes wallet credit, never a second refund. */
    countedInFull: z.array(z.strictObject({ holdId: z.string(), planNanos: nanosSchema })),
    planAfter: planAfterRefundSchema,
  })
  .nullable();
/** Effects of a settled refund; null where it is canceled instead. */
export type SettleRefundEffects = z.output<typeof effectsSchema>;

/**
 * Fixes the amount of a submitted refund once the requests in flight have ended or their time is over (R3.6): the
 * settled amount prevails over the preview, and the difference is told.
 *
 * What was judged at submit stays judged: window, channel, review, change of subject. Refused where meanwhile usage
 * consumed everything, the amount fell below what can be paid, or a dispute was opened or lost: the refund is then
 * canceled and the subscription goes on. `accountState` is the one the request was made in: a termination afterwards
 * takes no refund away that was asked for in time (T4.2).
 */
export const settleRefund = defineRule({
  kind: "refund.settle",
  rulesVersion: 1,
  facts: settleRefundFactsSchema,
  effects: effectsSchema,
  decide(facts, policy): Ruling<SettleRefundEffects> {
    const feeBps = feeBpsOf(facts, policy.refunds.feeBps);
    const amounts =
      facts.payments.length > 0 ? refundAmounts(facts, feeBps, heldNanos(facts.openHolds)) : null;
    const refusals = subscriptionRefundRefusals({ facts, policy, amounts }, "settle");
    const outcome = outcomeOf(refusals, facts);
    const calculation = amounts === null ? [] : calculationLines(facts, amounts, feeBps);
    if (outcome !== "granted" || amounts?.legs == null) {
      return {
        outcome,
        refusals,
        lines: showsCalculation(outcome, refusals) ? calculation : [],
        effects: null,
      };
    }
    const differenceNanos = amounts.finalNanos - facts.submitted.expectedFinalNanos;
    return {
      outcome,
      refusals,
      lines: [...calculation, ...differenceLines(amounts.finalNanos, facts.submitted.expectedFinalNanos)],
      effects: {
        amounts: sumsOf(amounts),
        legs: [...amounts.legs],
        differenceNanos,
        countedInFull: facts.openHolds.map(({ id, planNanos }) => ({ holdId: id, planNanos })),
        planAfter: planAfterRefund(facts),
      },
    };
  },
});
