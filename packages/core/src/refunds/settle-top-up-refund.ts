import { z } from "zod";
import { defineRule, type Ruling } from "../decision/index.ts";
import { nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import {
  differenceLines,
  outcomeOf,
  refundLegsSchema,
  refundSumsSchema,
  showsCalculation,
  sumsOf,
} from "./ruling.ts";
import { heldCreditNanos, topUpRefundAmounts } from "./top-up-amount.ts";
import { topUpRefundRefusals } from "./top-up-eligibility.ts";
import { topUpRefundFactsSchema } from "./top-up-facts.ts";
import { topUpCalculationLines } from "./top-up-lines.ts";

/**
 * The facts of the request, read again after draining. `usedNanos` counts what was posted by then and requests that were in
 * flight, nothing later; `openHolds` are those still open at the deadline, which count in full; `unusedPaidNanos` is what
 * was set aside; `earlierRefunds` leaves out the refund that is settled.
 */
const settleTopUpRefundFactsSchema = z.strictObject({
  ...topUpRefundFactsSchema.shape,
  submitted: z.strictObject({
    at: instantSchema,
    usedNanos: nanosSchema,
    expectedFinalNanos: nanosSchema,
    floorFinalNanos: nanosSchema,
    reservedNanos: nanosSchema,
  }),
});

const effects = z
  .strictObject({
    /** Frozen: what is paid, and what the books show. */
    amounts: refundSumsSchema,
    legs: refundLegsSchema,
    /** Final amount less the one expected at submit; explains R3.6. */
    differenceNanos: nanosSchema,
    /** Of what was set aside, what the wallet loses (R4.4); the rest returns to it. */
    walletDebitNanos: nanosSchema,
    returnedNanos: nanosSchema,
  })
  .nullable();

/**
 * Fixes the amount of a submitted top-up refund once the requests in flight have ended or their time is over (R3.6). They
 * were paid from other credits meanwhile, or from debt: by as much the refund shrinks, and so much returns to the wallet. A
 * request that has not reported counts in full; since that returns too, what it then does not use stays with the customer.
 *
 * What was judged at submit stays judged: window, channel, review, balance. Refused where meanwhile usage consumed
 * everything, the amount fell below what can be paid, or a dispute was opened or lost: the refund is then canceled.
 */
export const settleTopUpRefund = defineRule({
  kind: "refund.settle_top_up",
  rulesVersion: 1,
  facts: settleTopUpRefundFactsSchema,
  effects,
  decide(facts, policy): Ruling<z.output<typeof effects>> {
    // What was set aside is less the spent bonus already; by lot only the requests in flight can still lessen it.
    const given = { ...facts, bonusSpentNanos: 0n };
    const inFlightNanos = facts.usedNanos - facts.submitted.usedNanos;
    const amounts =
      facts.payments.length > 0
        ? topUpRefundAmounts(given, policy.refunds, heldCreditNanos(facts), inFlightNanos)
        : null;
    const refusals = topUpRefundRefusals({ facts, policy, amounts }, "settle");
    const outcome = outcomeOf(refusals, facts);
    const calculation = amounts === null ? [] : topUpCalculationLines(facts, amounts, policy.refunds);
    if (outcome !== "granted" || amounts?.legs == null)
      return {
        outcome,
        refusals,
        lines: showsCalculation(outcome, refusals) ? calculation : [],
        effects: null,
      };
    const differenceNanos = amounts.finalNanos - facts.submitted.expectedFinalNanos;
    return {
      outcome,
      refusals,
      lines: [...calculation, ...differenceLines(amounts.finalNanos, facts.submitted.expectedFinalNanos)],
      effects: {
        amounts: sumsOf(amounts),
        legs: [...amounts.legs],
        differenceNanos,
        walletDebitNanos: amounts.walletDebitNanos,
        returnedNanos: facts.submitted.reservedNanos - amounts.walletDebitNanos,
      },
    };
  },
});
