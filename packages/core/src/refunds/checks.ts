import type { Refusal } from "../decision/index.ts";
import type { Policy } from "../policy/index.ts";
import { grossRefundedNanos, isGone, lostNanos, type RefundAmounts } from "./amount.ts";
import type { SubscriptionRefundFacts } from "./facts.ts";
import { refundStatesUnderWay } from "./lifecycle.ts";
import type { RefundWindow } from "./window.ts";

/** When a refusal is judged. A request made in time keeps its right until it is settled, so some count only at submit. */
export type RefundStage = "submit" | "settle";

/** One refusal of R2: when it is judged, and the values of its text where it applies, else null. */
export interface RefundCheck<Case> {
  readonly code: Refusal["code"];
  readonly clause: Refusal["clause"];
  readonly judged: "submit" | "always";
  readonly applies: (given: Case) => Refusal["params"] | null;
}

/** Every refusal that applies, in the order of the checks; the first is the headline. */
export const refusalsIn = <Case>(
  checks: readonly RefundCheck<Case>[],
  given: Case,
  stage: RefundStage,
): readonly Refusal[] =>
  checks.flatMap(({ code, clause, judged, applies }) => {
    if (stage === "settle" && judged === "submit") return [];
    const params = applies(given);
    return params === null ? [] : [{ code, clause, params }];
  });

/** The values of a refusal's text where a condition holds. */
export const when = (condition: boolean, params: Refusal["params"] = {}): Refusal["params"] | null =>
  condition ? params : null;

/** What both kinds of order are refused by. */
interface Case {
  readonly facts: Pick<
    SubscriptionRefundFacts,
    "currency" | "route" | "accountState" | "subjectChange" | "payments" | "earlierRefunds" | "recentRefunds"
  > & {
    readonly order: Pick<SubscriptionRefundFacts["order"], "state" | "paidByPreviousHolder"> & {
      readonly gift?: SubscriptionRefundFacts["order"]["gift"];
    };
  };
  readonly policy: Policy;
  /** Null where nothing was paid. */
  readonly amounts: Pick<
    RefundAmounts,
    "paidNanos" | "usedNanos" | "excusedNanos" | "unsettledNanos" | "balanceNanos" | "finalNanos" | "legs"
  > | null;
}

/** The refusals of R2 that concern every kind of order. Each kind lists them in the order of the policy, among its own. */
export const CHECKS = {
  orderNotCompleted: {
    code: "order_not_completed",
    clause: "R2.6",
    judged: "always",
    applies: ({ facts }) => when(facts.order.state !== "paid"),
  },
  terminatedForViolation: {
    code: "terminated_for_violation",
    clause: "T4.2",
    judged: "always",
    applies: ({ facts }) => when(facts.accountState === "terminated"),
  },
  channelNotSupported: {
    code: "channel_not_supported",
    clause: "R7.1",
    judged: "submit",
    applies: ({ facts, policy }) => {
      const online: readonly string[] = policy.refunds.selfServiceProviders;
      const offline = facts.payments.some(({ provider }) => !online.includes(provider));
      return when(facts.route === "self_service" && (offline || facts.order.gift === "received"));
    },
  },
  fullyRefunded: {
    code: "fully_refunded",
    clause: "R2.2",
    judged: "always",
    applies: ({ facts, amounts }) => when(amounts !== null && isFullyRefunded(facts, amounts)),
  },
  refundInProgress: {
    code: "refund_in_progress",
    clause: "R2.3",
    judged: "submit",
    applies: ({ facts }) => when(facts.earlierRefunds.some(({ state }) => refundStatesUnderWay.has(state))),
  },
  disputed: {
    code: "disputed",
    clause: "R2.8",
    judged: "always",
    applies: ({ facts }) => when(facts.payments.some(({ disputeOpen }) => disputeOpen)),
  },
  paidByPreviousHolder: {
    code: "paid_by_previous_holder",
    clause: "C4.9",
    judged: "submit",
    applies: ({ facts }) => when(facts.order.paidByPreviousHolder),
  },
  subjectChangePending: {
    code: "subject_change_pending",
    clause: "C4.9",
    judged: "submit",
    applies: ({ facts }) => when(facts.subjectChange === "accepted"),
  },
  usageExceedsRefundable: {
    code: "usage_exceeds_refundable",
    clause: "R2.4",
    judged: "always",
    applies: ({ facts, amounts }) => {
      if (amounts === null) return null;
      const usedNanos = amounts.usedNanos - amounts.excusedNanos + amounts.unsettledNanos;
      // A refund of the whole order took what usage had left; then it was not usage that consumed the rest.
      const refundableNanos = amounts.paidNanos - grossRefundedNanos(facts, "partial") - lostNanos(facts);
      // By the lots of a top-up something can be left all the same.
      return when(usedNanos > 0n && usedNanos >= refundableNanos && amounts.balanceNanos === 0n, {
        used: usedNanos.toString(),
      });
    },
  },
  belowProviderMinimum: {
    code: "below_provider_minimum",
    clause: "R2.9",
    judged: "always",
    applies: ({ amounts }) =>
      amounts === null ? null : when(amounts.legs === null, { final: amounts.finalNanos.toString() }),
  },
  reviewRequired: {
    code: "review_required",
    clause: "R2.10",
    judged: "submit",
    applies: ({ facts, policy: { refunds } }) =>
      when(facts.recentRefunds >= refunds.review.afterRefunds, {
        count: String(facts.recentRefunds),
        days: String(refunds.review.withinDays),
      }),
  },
} as const satisfies Record<string, RefundCheck<Case>>;

/** The window of an order as its kind has it (R2.1). */
export const windowExpired = <Given extends { readonly policy: Policy }>(
  windowOf: (given: Given) => RefundWindow | null,
): RefundCheck<Given> => ({
  code: "window_expired",
  clause: "R2.1",
  judged: "submit",
  applies: (given) => {
    const window = windowOf(given);
    if (window === null || window.remainingMs >= 0) return null;
    return { windowHours: String(given.policy.refunds.windowHours), closedAt: window.closesAt };
  },
});

function isFullyRefunded(facts: Case["facts"], amounts: NonNullable<Case["amounts"]>): boolean {
  const whole = facts.earlierRefunds.some((refund) => isGone(refund) && refund.extent === "whole");
  return whole || grossRefundedNanos(facts, "paid") + lostNanos(facts) >= amounts.paidNanos;
}

/**
 * Whether a refusal only means that a person decides: serial refunds (R2.10) and, by e-mail, an order that the
 * previous holder paid (C4.9).
 */
export const isForReview = (refusal: Refusal, facts: Pick<SubscriptionRefundFacts, "route">): boolean =>
  refusal.code === "review_required" ||
  (refusal.code === "paid_by_previous_holder" && facts.route === "email");
