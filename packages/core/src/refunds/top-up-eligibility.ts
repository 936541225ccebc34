import type { Refusal } from "../decision/index.ts";
import type { Policy } from "../policy/index.ts";
import { CHECKS, type RefundCheck, type RefundStage, refusalsIn, when, windowExpired } from "./checks.ts";
import type { TopUpRefundAmounts } from "./top-up-amount.ts";
import type { TopUpRefundFacts } from "./top-up-facts.ts";
import { topUpWindow } from "./window.ts";

interface Case {
  readonly facts: TopUpRefundFacts;
  readonly policy: Policy;
  /** Null where nothing was paid. */
  readonly amounts: TopUpRefundAmounts | null;
}

/**
 * The closed list of R2 in the order of the policy, as far as it concerns top-ups: they are no gifts, and no distributor
 * sells them. Reads downwards.
 */
const topUpChecks: readonly RefundCheck<Case>[] = [
  CHECKS.orderNotCompleted,
  CHECKS.terminatedForViolation,
  CHECKS.channelNotSupported,
  CHECKS.fullyRefunded,
  CHECKS.refundInProgress,
  CHECKS.disputed,
  CHECKS.paidByPreviousHolder,
  CHECKS.subjectChangePending,
  windowExpired(({ facts, policy }) => topUpWindow(facts, policy)),
  CHECKS.usageExceedsRefundable,
  CHECKS.belowProviderMinimum,
  {
    code: "insufficient_balance",
    clause: "R2.5",
    judged: "submit",
    applies: ({ facts, amounts }) => {
      if (amounts === null) return null;
      const coverNanos = facts.walletPaidNanos - facts.debtNanos;
      return when(coverNanos < amounts.walletDebitNanos, {
        debit: amounts.walletDebitNanos.toString(),
        debt: facts.debtNanos.toString(),
      });
    },
  },
  CHECKS.reviewRequired,
];

/** Every refusal of R2 that applies, in the order of the policy; the first is the headline. */
export const topUpRefundRefusals = (given: Case, stage: RefundStage): readonly Refusal[] =>
  refusalsIn(topUpChecks, given, stage);
