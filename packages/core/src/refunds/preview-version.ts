import { digestOf, type Refusal } from "../decision/index.ts";
import type { Policy } from "../policy/index.ts";
import type { SubscriptionRefundFacts } from "./facts.ts";
import { planAfterRefund, subscriptionRefund } from "./subscription-refund.ts";
import type { TopUpRefundFacts } from "./top-up-facts.ts";
import { topUpRefund } from "./top-up-refund.ts";

/**
 * Names what a customer confirmed (R4.5): 64 hex digits that change with the policy, the fee, the refusals, the
 * payments or the earlier refunds, and never with usage, requests in flight or the passing of time alone. A submit
 * whose name differs from the one of the present decision is refused as `preview_stale` and shown the new preview.
 */
export function previewVersion(
  facts: SubscriptionRefundFacts,
  policy: Policy,
  refusals: readonly Refusal[],
): string {
  return digestOf({
    rule: subscriptionRefund.kind,
    rulesVersion: subscriptionRefund.rulesVersion,
    planAfter: planAfterRefund(facts),
    ...whatWasShown(facts, policy, refusals),
  });
}

/** The same of a top-up (R4.5). */
export function topUpPreviewVersion(
  facts: TopUpRefundFacts,
  policy: Policy,
  refusals: readonly Refusal[],
): string {
  return digestOf({
    rule: topUpRefund.kind,
    rulesVersion: topUpRefund.rulesVersion,
    ...whatWasShown(facts, policy, refusals),
  });
}

/** What both kinds of order are named by. */
const whatWasShown = (
  facts: Pick<TopUpRefundFacts, "currency" | "payments" | "earlierRefunds"> & {
    readonly order: { readonly id: string };
  },
  policy: Policy,
  refusals: readonly Refusal[],
) => ({
  policyVersion: policy.version,
  feeBps: policy.refunds.feeBps,
  order: facts.order.id,
  currency: facts.currency,
  refusals: refusals.map(({ code }) => code),
  payments: facts.payments.map((payment) => ({
    id: payment.id,
    amountMinor: payment.amountMinor.toString(),
    taxNanos: payment.taxNanos.toString(),
    lostMinor: payment.lostMinor.toString(),
  })),
  earlierRefunds: facts.earlierRefunds.map((refund) => ({
    id: refund.id,
    state: refund.state,
    grossNanos: refund.grossNanos.toString(),
  })),
});
