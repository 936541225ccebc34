import type { Refusal } from "../decision/index.ts";
import type { Policy } from "../policy/index.ts";
import type { RefundAmounts } from "./amount.ts";
import { CHECKS, type RefundCheck, type RefundStage, refusalsIn, when, windowExpired } from "./checks.ts";
import type { SubscriptionRefundFacts } from "./facts.ts";
import { refundWindow } from "./window.ts";

interface Case {
  readonly facts: SubscriptionRefundFacts;
  readonly policy: Policy;
  /** Null where nothing was paid. */
  readonly amounts: RefundAmounts | null;
}

/** The closed list of R2 in the order of the policy, as far as it concerns subscriptions. Reads downwards. */
const checks: readonly RefundCheck<Case>[] = [
  CHECKS.orderNotCompleted,
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
  CHECKS.terminatedForViolation,
  CHECKS.channelNotSupported,
  CHECKS.fullyRefunded,
  CHECKS.refundInProgress,
  CHECKS.disputed,
  CHECKS.paidByPreviousHolder,
  CHECKS.subjectChangePending,
  {
    // Its value is in the upgrade: returned here as well, it would be paid twice.
    code: "value_credited",
    clause: "T1.4",
    judged: "always",
    applies: ({ facts }) => when(facts.order.creditedAway === true),
  },
  windowExpired(({ facts, policy }) => refundWindow(facts, policy)),
  CHECKS.usageExceedsRefundable,
  CHECKS.belowProviderMinimum,
  CHECKS.reviewRequired,
];

/** Every refusal of R2 that applies, in the order of the policy; the first is the headline. */
export const subscriptionRefundRefusals = (given: Case, stage: RefundStage): readonly Refusal[] =>
  refusalsIn(checks, given, stage);
