import type { LotKind } from "@tenure/core/policy";

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
 *
 * A bonus is a discount on a purchase, so it lessens revenue; a gift or a referral reward comes with no purchase, so it
 * is an expense.
 */
export const CHART = {
  "cash.stripe": { normal: "debit", owner: "platform", title: "Money held at Stripe" },
  "cash.antom": { normal: "debit", owner: "platform", title: "Money held at Antom" },
  "expense.gifts": { normal: "debit", owner: "platform", title: "Gift credits given" },
  "expense.goodwill": { normal: "debit", owner: "platform", title: "Refunds given out of goodwill" },
  "expense.referral": { normal: "debit", owner: "platform", title: "Referral rewards given (R3.5)" },
  "expense.chargebacks": {
    normal: "debit",
    owner: "platform",
    title: "Disputes lost that no holder owes, or a previous one (C4.10)",
  },
  "expense.dispute_fees": { normal: "debit", owner: "platform", title: "Fees of providers for disputes" },
  "expense.write_offs": { normal: "debit", owner: "platform", title: "Debts nobody will pay" },
  "revenue.subscription": { normal: "credit", owner: "platform", title: "Subscription revenue" },
  "revenue.usage": { normal: "credit", owner: "platform", title: "Usage revenue" },
  "revenue.bonus": {
    normal: "debit",
    owner: "platform",
    title: "Bonus credits granted, taken off revenue (R3.4)",
  },
  "revenue.breakage": {
    normal: "credit",
    owner: "platform",
    title: "Paid credits and gifts that nobody used",
  },
  "revenue.refund_fee": { normal: "credit", owner: "platform", title: "Refund fees kept" },
  "rounding.refund": { normal: "credit", owner: "platform", title: "Remainders below the minor unit (R3.7)" },
  "revenue.add_ons": { normal: "credit", owner: "platform", title: "Add-ons sold (T6.1)" },
  "tax.payable": { normal: "credit", owner: "platform", title: "Tax collected" },
  "wallet.lot": { normal: "credit", owner: "customer", title: "A credit lot's remaining credits" },
  "wallet.debt": { normal: "debit", owner: "customer", title: "Usage recorded beyond all credits" },
  "subscription.paid": { normal: "credit", owner: "customer", title: "Paid for terms, not yet earned" },
  "payment.unapplied": { normal: "credit", owner: "customer", title: "Received, applied to nothing" },
  "payment.disputed": {
    normal: "debit",
    owner: "customer",
    title: "Withdrawn by the provider while a dispute runs",
  },
  "dispute.frozen": {
    normal: "credit",
    owner: "customer",
    title: "Credits of disputed orders, set aside until the bank decides (C4.10)",
  },
  "refund.reserved": {
    normal: "credit",
    owner: "customer",
    title: "Credits set aside for a refund that waits for requests in flight (R3.6)",
  },
  "refund.in_transit": { normal: "credit", owner: "customer", title: "On its way back to the customer" },
  "customer.owed": { normal: "credit", owner: "customer", title: "Owed after a refund bounced (R6.4)" },
} as const satisfies Record<string, ChartEntry>;

/** Code of a ledger account. */
export type ChartCode = keyof typeof CHART;

/**
 * Where the money of a payment provider is held.
 * @throws Error on a provider without an account: money must not be booked to another's
 */
export function cashAt(provider: string): ChartCode {
  const code = `cash.${provider}`;
  if (!isChartCode(code)) throw new Error(`no account holds the money at ${provider}`);
  return code;
}

/** Whether a text names an account of the chart. */
export const isChartCode = (code: string): code is ChartCode => Object.hasOwn(CHART, code);

/**
 * The other side when what is left of a lot ends unspent (expiry, forfeiture, revocation): what a gift, reward or bonus
 * cost comes back, while paid credits that expire become revenue.
 */
export const LOT_ENDS_IN = {
  paid: "revenue.breakage",
  bonus: "revenue.bonus",
  gift: "expense.gifts",
  referral: "expense.referral",
} as const satisfies Record<LotKind, ChartCode>;
