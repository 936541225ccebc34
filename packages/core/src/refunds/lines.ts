import { type Line, line } from "../decision/index.ts";
import { minorToNanos } from "../money/index.ts";
import type { RefundAmounts } from "./amount.ts";
import type { SubscriptionRefundFacts } from "./facts.ts";

/** The calculation of a refund in the order of R4.2, down to the final amount and its legs. */
export function calculationLines(
  facts: SubscriptionRefundFacts,
  amounts: RefundAmounts,
  feeBps: number,
): readonly Line[] {
  const paidAt = facts.order.paidAt ?? facts.now;
  const hasTax = facts.payments.some(({ taxNanos }) => taxNanos > 0n);
  return [
    line("item", "total_paid", "R3.1", amounts.paidNanos, { plan: facts.order.planName, paidAt }),
    line("item", "actual_usage", "R3.1", -amounts.usedNanos),
    ...optional("excused_usage", "R5.2", amounts.excusedNanos),
    ...optional("unsettled_usage", "R3.6", -amounts.unsettledNanos),
    line("item", "already_refunded", "R3.8", -amounts.alreadyRefundedNanos),
    ...optional("usage_beyond_payment", "R3.2", amounts.beyondNanos),
    line("subtotal", "refundable_balance", "R3.1", amounts.balanceNanos),
    line("item", "platform_fee", "R3.7", -amounts.feeNanos, { feeBps: String(feeBps) }),
    line("item", "rounding_remainder", "R3.7", -amounts.remainderNanos),
    ...(hasTax ? [line("item", "tax_returned", "R3.9", amounts.taxNanos)] : []),
    line("subtotal", "final_amount", "R3.7", amounts.finalNanos),
    ...legLines(facts, amounts),
  ];
}

function optional(key: Line["key"], clause: Line["clause"], amountNanos: bigint): readonly Line[] {
  return amountNanos === 0n ? [] : [line("item", key, clause, amountNanos)];
}

/** One memo per leg, where there is more than one payment to tell apart. */
function legLines(facts: SubscriptionRefundFacts, amounts: RefundAmounts): readonly Line[] {
  if (facts.payments.length < 2 || amounts.legs === null) return [];
  return amounts.legs.map((leg) => {
    const number = facts.payments.findIndex(({ id }) => id === leg.paymentId) + 1;
    return line("memo", "refund_leg", "R7.1", minorToNanos(leg.amountMinor, facts.currency), {
      number: String(number),
    });
  });
}
