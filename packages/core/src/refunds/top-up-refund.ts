import { z } from "zod";
import { defineRule, type Ruling } from "../decision/index.ts";
import { nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import {
  drainDeadline,
  outcomeOf,
  rangeLines,
  refundLegsSchema,
  refundSumsSchema,
  showsCalculation,
  sumsOf,
} from "./ruling.ts";
import { heldCreditNanos, topUpRefundAmounts } from "./top-up-amount.ts";
import { topUpRefundRefusals } from "./top-up-eligibility.ts";
import { topUpRefundFactsSchema } from "./top-up-facts.ts";
import { topUpCalculationLines } from "./top-up-lines.ts";
import { topUpWindow } from "./window.ts";

/** See {@link TopUpRefundEffects}. */
export const topUpRefundEffectsSchema = z
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
    /** Set aside at once, so that no request that starts now is promised it: the most this refund can take. */
    reservedNanos: nanosSchema,
    /** What the wallet loses of it if nothing more is used (R4.4). */
    walletDebitNanos: nanosSchema,
    /** Bonus credits of the order that are left, and go (R3.4). */
    forfeitedBonusNanos: nanosSchema,
  })
  .nullable();
/** Effects of a granted refund request; null otherwise. */
export type TopUpRefundEffects = z.output<typeof topUpRefundEffectsSchema>;

/**
 * A refund of a top-up order, previewed and submitted by the same rule (R1.2, R2, R3.3–R3.9, R4.2, R4.4). Amounts are those
 * expected with the usage posted so far; `refund.settle_top_up` fixes them once the requests in flight have ended.
 *
 * Refused: the refusals in the order of the policy; the calculation is shown where an amount is what refuses it. Review
 * (R2.10, C4.9 by e-mail): the calculation, for the person who decides. Effects only if granted.
 */
export const topUpRefund = defineRule({
  kind: "refund.top_up",
  rulesVersion: 1,
  facts: topUpRefundFactsSchema,
  effects: topUpRefundEffectsSchema,
  decide(facts, policy): Ruling<TopUpRefundEffects> {
    const amounts = facts.payments.length > 0 ? topUpRefundAmounts(facts, policy.refunds) : null;
    const refusals = topUpRefundRefusals({ facts, policy, amounts }, "submit");
    const outcome = outcomeOf(refusals, facts);
    const calculation = amounts === null ? [] : topUpCalculationLines(facts, amounts, policy.refunds);
    const window = topUpWindow(facts, policy);
    if (outcome !== "granted" || amounts?.legs == null || window === null)
      return {
        outcome,
        refusals,
        lines: showsCalculation(outcome, refusals) ? calculation : [],
        effects: null,
      };
    const lowest = topUpRefundAmounts(facts, policy.refunds, heldCreditNanos(facts));
    const floorFinalNanos = lowest.legs === null ? 0n : lowest.finalNanos;
    return {
      outcome,
      refusals,
      lines: [...calculation, ...rangeLines(facts, amounts.finalNanos, floorFinalNanos)],
      effects: {
        windowClosesAt: window.closesAt,
        windowRemainingMs: window.remainingMs,
        expected: sumsOf(amounts),
        floorFinalNanos,
        legs: [...amounts.legs],
        drainUntil: drainDeadline(facts, policy),
        reservedNanos: amounts.balanceNanos,
        walletDebitNanos: amounts.walletDebitNanos,
        forfeitedBonusNanos: facts.bonusLeftNanos,
      },
    };
  },
});
