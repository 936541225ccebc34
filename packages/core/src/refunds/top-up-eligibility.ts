import type { Refusal } from "../decision/index.ts";
import type { Policy } from "../policy/index.ts";
import { grossRefundedNanos, isGone, lostNanos } from "./amount.ts";
import type { RefundStage } from "./eligibility.ts";
import { refundStatesUnderWay } from "./lifecycle.ts";
import type { TopUpRefundAmounts } from "./top-up-amount.ts";
import type { TopUpRefundFacts } from "./top-up-facts.ts";
import { topUpWindow } from "./window.ts";

interface Case {
  readonly facts: TopUpRefundFacts;
  readonly policy: Policy;
  /** Null where nothing was paid. */
  readonly amounts: TopUpRefundAmounts | null;
}

interface Check {
  readonly code: Refusal["code"];
  readonly clause: Refusal["clause"];
  readonly judged: "submit" | "always";
  /** The values of the refusal's text where it applies, else null. */
  readonly applies: (given: Case) => Refusal["params"] | null;
}

const when = (condition: boolean, params: Refusal["params"] = {}): Refusal["params"] | null =>
  condition ? params : null;

/**
 * The closed list of R2 in the order of the policy, as far as it concerns top-ups: they are no gifts, and no distributor
 * sells them. Reads downwards.
 */
const topUpChecks: readonly Check[] = [
  {
    code: "order_not_completed",
    clause: "R2.6",
    judged: "always",
    applies: ({ facts }) => when(facts.order.state !== "paid"),
  },
  {
    code: "terminated_for_violation",
    clause: "T4.2",
    judged: "always",
    applies: ({ facts }) => when(facts.accountState === "terminated"),
  },
  {
    code: "channel_not_supported",
    clause: "R7.1",
    judged: "submit",
    applies: ({ facts, policy }) => {
      const online: readonly string[] = policy.refunds.selfServiceProviders;
      const offline = facts.payments.some(({ provider }) => !online.includes(provider));
      return when(facts.route === "self_service" && offline);
    },
  },
  {
    code: "fully_refunded",
    clause: "R2.2",
    judged: "always",
    applies: ({ facts, amounts }) => when(amounts !== null && isWhollyRefunded(facts, amounts)),
  },
  {
    code: "refund_in_progress",
    clause: "R2.3",
    judged: "submit",
    applies: ({ facts }) => when(facts.earlierRefunds.some(({ state }) => refundStatesUnderWay.has(state))),
  },
  {
    code: "disputed",
    clause: "R2.8",
    judged: "always",
    applies: ({ facts }) => when(facts.payments.some(({ disputeOpen }) => disputeOpen)),
  },
  {
    code: "paid_by_previous_holder",
    clause: "C4.9",
    judged: "submit",
    applies: ({ facts }) => when(facts.order.paidByPreviousHolder),
  },
  {
    code: "subject_change_pending",
    clause: "C4.9",
    judged: "submit",
    applies: ({ facts }) => when(facts.subjectChange === "accepted"),
  },
  {
    code: "window_expired",
    clause: "R2.1",
    judged: "submit",
    applies: ({ facts, policy }) => {
      const window = topUpWindow(facts, policy);
      if (window === null || window.remainingMs >= 0) return null;
      return { windowHours: String(policy.refunds.windowHours), closedAt: window.closesAt };
    },
  },
  {
    code: "usage_exceeds_refundable",
    clause: "R2.4",
    judged: "always",
    applies: ({ facts, amounts }) => {
      if (amounts === null) return null;
      const usedNanos = amounts.usedNanos - amounts.excusedNanos + amounts.unsettledNanos;
      // A refund of the whole order took what usage had left; then it was not usage that consumed the rest.
      const refundableNanos = amounts.paidNanos - grossRefundedNanos(facts, "partial") - lostNanos(facts);
      return when(usedNanos > 0n && usedNanos >= refundableNanos && amounts.balanceNanos === 0n, {
        used: usedNanos.toString(),
      });
    },
  },
  {
    code: "below_provider_minimum",
    clause: "R2.9",
    judged: "always",
    applies: ({ amounts }) =>
      amounts === null ? null : when(amounts.legs === null, { final: amounts.finalNanos.toString() }),
  },
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
  {
    code: "review_required",
    clause: "R2.10",
    judged: "submit",
    applies: ({ facts, policy: { refunds } }) =>
      when(facts.recentRefunds >= refunds.review.afterRefunds, {
        count: String(facts.recentRefunds),
        days: String(refunds.review.withinDays),
      }),
  },
];

function isWhollyRefunded(facts: TopUpRefundFacts, amounts: TopUpRefundAmounts): boolean {
  const whole = facts.earlierRefunds.some((refund) => isGone(refund) && refund.extent === "whole");
  return whole || grossRefundedNanos(facts, "paid") + lostNanos(facts) >= amounts.paidNanos;
}

/** Every refusal of R2 that applies, in the order of the policy; the first is the headline. */
export function topUpRefundRefusals(given: Case, stage: RefundStage): readonly Refusal[] {
  return topUpChecks.flatMap(({ code, clause, judged, applies }) => {
    if (stage === "settle" && judged === "submit") return [];
    const params = applies(given);
    return params === null ? [] : [{ code, clause, params }];
  });
}
