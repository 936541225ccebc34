/** One kind of account of the ledger: the side it grows on and whose it is. */
interface ChartEntry {
  readonly normal: "debit" | "credit";
  readonly owner: "platform" | "customer";
  readonly title: string;
}

/**
 * The chart of accounts; docs/guides/ledger.md has a worked example per movement. Customers' accounts keep a balance
 * that can never fall below zero; the platform's are summed when asked, since one row that every transaction updates
 * would serialise them all (docs/decisions/0008).
 */
export const CHART = {
  "cash.stripe": { normal: "debit", owner: "platform", title: "Money held at Stripe" },
  "expense.gifts": { normal: "debit", owner: "platform", title: "Gift credits given" },
  "revenue.subscription": { normal: "credit", owner: "platform", title: "Subscription revenue" },
  "revenue.usage": { normal: "credit", owner: "platform", title: "Usage revenue" },
  "revenue.refund_fee": { normal: "credit", owner: "platform", title: "Refund fees kept" },
  "rounding.refund": { normal: "credit", owner: "platform", title: "Remainders below the minor unit (R3.7)" },
  "tax.payable": { normal: "credit", owner: "platform", title: "Tax collected" },
  "wallet.lot": { normal: "credit", owner: "customer", title: "A credit lot's remaining credits" },
  "wallet.debt": { normal: "debit", owner: "customer", title: "Usage recorded beyond all credits" },
  "subscription.paid": { normal: "credit", owner: "customer", title: "Paid for terms, not yet earned" },
  "payment.unapplied": { normal: "credit", owner: "customer", title: "Received, applied to nothing" },
  "refund.in_transit": { normal: "credit", owner: "customer", title: "On its way back to the customer" },
  "customer.owed": { normal: "credit", owner: "customer", title: "Owed after a refund bounced (R6.4)" },
} as const satisfies Record<string, ChartEntry>;

/** Code of a ledger account. */
export type ChartCode = keyof typeof CHART;
