import { type Line, line } from "../decision/index.ts";
import type { Policy } from "../policy/index.ts";
import { feeBpsOf } from "./amount.ts";
import type { TopUpRefundAmounts } from "./top-up-amount.ts";
import type { TopUpRefundFacts } from "./top-up-facts.ts";

/** The calculation of a top-up refund in the order of R4.2, down to the final amount and what the wallet loses. */
export function topUpCalculationLines(
  facts: TopUpRefundFacts,
  amounts: TopUpRefundAmounts,
  { feeBps, attribution, walletDebit }: Policy["refunds"],
): readonly Line[] {
  const paidAt = facts.order.paidAt ?? facts.now;
  const hasTax = facts.payments.some(({ taxNanos }) => taxNanos > 0n);
  return [
    ...(attribution === "literal"
      ? [
          line("item", "top_up_paid", "R3.3", amounts.paidNanos, { order: facts.order.number, paidAt }),
          line("item", "usage_since_payment", "R3.3", -amounts.usedNanos),
          ...optional("excused_usage", "R5.2", amounts.excusedNanos),
          ...optional("unsettled_usage", "R3.6", -amounts.unsettledNanos),
          line("item", "already_refunded", "R3.8", -amounts.alreadyRefundedNanos),
        ]
      : [
          line("item", "unused_paid_credits", "R1.2", facts.unusedPaidNanos, {
            order: facts.order.number,
            paidAt,
          }),
          line("item", "bonus_spent", "R3.4", -amounts.bonusSpentNanos),
          ...optional("excused_usage", "R5.2", amounts.excusedNanos),
          ...optional("used_in_flight", "R3.6", -amounts.inFlightNanos),
          ...optional("unsettled_usage", "R3.6", -amounts.unsettledNanos),
        ]),
    ...optional("beyond_top_up", "R2.4", amounts.beyondNanos),
    ...optional("beyond_unused_credits", "R1.2", -amounts.cappedNanos),
    line("subtotal", "refundable_balance", "R3.3", amounts.balanceNanos),
    line("item", "platform_fee", "R3.7", -amounts.feeNanos, {
      feeBps: String(feeBpsOf(facts, feeBps)),
    }),
    line("item", "rounding_remainder", "R3.7", -amounts.remainderNanos),
    ...(hasTax ? [line("item", "tax_returned", "R3.9", amounts.taxNanos)] : []),
    line("subtotal", "final_amount", "R3.7", amounts.finalNanos),
    line(
      "memo",
      walletDebit === "gross" ? "wallet_debit_gross" : "wallet_debit_net",
      "R4.4",
      -amounts.walletDebitNanos,
    ),
    ...(facts.bonusLeftNanos === 0n ? [] : [line("memo", "bonus_forfeited", "R3.4", -facts.bonusLeftNanos)]),
  ];
}

function optional(key: Line["key"], clause: Line["clause"], amountNanos: bigint): readonly Line[] {
  return amountNanos === 0n ? [] : [line("item", key, clause, amountNanos)];
}
