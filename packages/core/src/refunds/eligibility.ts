import type { Refusal } from "../decision/index.ts";
import type { Policy } from "../policy/index.ts";
import { grossRefundedNanos, isGone, lostNanos, type RefundAmounts } from "./amount.ts";
import type { SubscriptionRefundFacts } from "./facts.ts";
import { refundStatesUnderWay } from "./lifecycle.ts";
import { refundWindow } from "./window.ts";

/** When a refusal is judged. A request made in time keeps its right until it is settled, so some count only at submit. */
export type RefundStage = "submit" | "settle";

interface Case {
  readonly facts: SubscriptionRefundFacts;
  readonly policy: Policy;
  /** Null where nothing was paid. */
  readonly amounts: RefundAmounts | null;
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

/** The closed list of R2 in the order of the policy, as far as it concerns subscriptions. Reads downwards. */
const checks: readonly Check[] = [
  {
    code: "order_not_completed",
    clause: "R2.6",
    judged: "always",
    applies: ({ facts }) => when(facts.order.state !== "paid"),
  },
  {
    code: "gift_subscription",
    clause: "R2.7",
    judged: "always",
    applies: ({ facts: { order } }) => when(order.gift === "received" || order.gift === "given_redeemed"),
  },
  {
    code: "distributor_purchase",
    clause: "T1.3",
    judged: "always",
    applies: ({ facts: { order } }) =>
      order.distributor === null
        ? null
        : { distributor: order.distributor.name, link: order.distributor.link },
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
      return when(facts.route === "self_service" && (offline || facts.order.gift === "received"));
    },
  },
  {
    code: "fully_refunded",
    clause: "R2.2",
    judged: "always",
    applies: ({ facts, amounts }) => when(amounts !== null && isFullyRefunded(facts, amounts)),
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
    // Its value is in the upgrade: returned here as well, it would be paid twice.
    code: "value_credited",
    clause: "T1.4",
    judged: "always",
    applies: ({ facts }) => when(facts.order.creditedAway === true),
  },
  {
    code: "window_expired",
    clause: "R2.1",
    judged: "submit",
    applies: ({ facts, policy }) => {
      const window = refundWindow(facts, policy);
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
      return when(usedNanos > 0n && usedNanos >= refundableNanos, { used: usedNanos.toString() });
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

function isFullyRefunded(facts: SubscriptionRefundFacts, amounts: RefundAmounts): boolean {
  const whole = facts.earlierRefunds.some((refund) => isGone(refund) && refund.extent === "whole");
  return whole || grossRefundedNanos(facts, "paid") + lostNanos(facts) >= amounts.paidNanos;
}

/** Every refusal of R2 that applies, in the order of the policy; the first is the headline. */
export function subscriptionRefundRefusals(given: Case, stage: RefundStage): readonly Refusal[] {
  return checks.flatMap(({ code, clause, judged, applies }) => {
    if (stage === "settle" && judged === "submit") return [];
    const params = applies(given);
    return params === null ? [] : [{ code, clause, params }];
  });
}

/**
 * Whether a refusal only means that a person decides: serial refunds (R2.10) and, by e-mail, an order that the
 * previous holder paid (C4.9).
 */
export const isForReview = (refusal: Refusal, facts: SubscriptionRefundFacts): boolean =>
  refusal.code === "review_required" ||
  (refusal.code === "paid_by_previous_holder" && facts.route === "email");
