import type { SwitchedOff } from "./clauses.ts";

const purchase = "src/top-ups/purchase.ts";
const applied = "src/top-ups/apply-payment.ts";
const refundAmount = "src/refunds/top-up-amount.ts";
const topUpChecks = "src/refunds/top-up-eligibility.ts";
const topUpRefund = "src/refunds/top-up-refund.ts";

/** Ways in which the rules of topping up enforce clauses. */
export const TOP_UP_SWITCHED_OFF: readonly SwitchedOff[] = [
  { clause: "T1.1", file: purchase, find: "facts.amountCurrency !== currency", replace: "false" },
  { clause: "T1.1", file: purchase, find: "amountNanos < offer.minNanos", replace: "amountNanos <= 0n" },
  { clause: "T1.1", file: purchase, find: "amountNanos > offer.maxNanos", replace: "false" },
  {
    clause: "T1.1",
    file: purchase,
    find: "floorToMinor(amountNanos, currency) !== amountNanos",
    replace: "false",
  },
  { clause: "T1.2", file: purchase, find: "...billingRefusals(facts)", replace: "" },
  { clause: "T1.2", file: purchase, find: "amountNanos + taxNanos", replace: "amountNanos" },
  { clause: "T1.4", file: purchase, find: "policy.topUps.checkoutMinutes * 60_000", replace: "0" },
  { clause: "T4.2", file: purchase, find: 'facts.accountState === "suspended"', replace: "false" },
  {
    clause: "T4.2",
    file: purchase,
    find: 'facts.accountState === "terminated" || facts.accountState === "closed"',
    replace: "false",
  },
  {
    clause: "R1.2",
    file: purchase,
    find: "policy.refunds.windowHours",
    replace: "policy.refunds.windowHours + 1",
  },
  {
    clause: "R3.4",
    file: "src/top-ups/offer.ts",
    find: "amountNanos >= fromNanos",
    replace: "amountNanos > fromNanos",
  },
  { clause: "R3.4", file: "src/top-ups/offer.ts", find: "findLast(", replace: "find(" },
  {
    clause: "R7.1",
    file: purchase,
    find: "charges === null || !facts.methodReady",
    replace: "charges === null",
  },
  {
    clause: "R6.3",
    file: purchase,
    find: "exchange !== null && msBetween(exchange.asOf, now) <= policy.topUps.maxRateAgeHours * 3_600_000",
    replace: "exchange !== null",
  },
  {
    clause: "R6.3",
    file: "src/orders/charge-back.ts",
    find: "if (partMinor === amountMinor)",
    replace: "if (partMinor > amountMinor)",
  },
  // A bonus among the paid credits would be refunded with them.
  { clause: "R3.4", file: applied, find: 'kind: "bonus" as const', replace: 'kind: "paid" as const' },
  { clause: "T1.4", file: applied, find: "!awaitsPayment(facts)", replace: "false" },
];

/** Ways in which the rules of top-up refunds enforce clauses. */
export const TOP_UP_REFUNDS_SWITCHED_OFF: readonly SwitchedOff[] = [
  {
    clause: "R1.2",
    file: refundAmount,
    find: "atLeastZero(restNanos) - cappedNanos",
    replace: "atLeastZero(restNanos)",
  },
  {
    clause: "R3.3",
    file: refundAmount,
    find: "? paidNanos - usedNanos + excusedNanos - unsettledNanos",
    replace: "? paidNanos - unsettledNanos",
  },
  { clause: "R3.8", file: refundAmount, find: " - alreadyRefundedNanos\n", replace: "\n" },
  {
    clause: "R3.4",
    file: refundAmount,
    find: "unusedPaidNanos - bonusSpentNanos",
    replace: "unusedPaidNanos",
  },
  {
    clause: "R3.4",
    file: topUpRefund,
    find: "forfeitedBonusNanos: facts.bonusLeftNanos",
    replace: "forfeitedBonusNanos: 0n",
  },
  {
    clause: "R3.6",
    file: topUpRefund,
    find: "topUpRefundAmounts(facts, policy.refunds, heldCreditNanos(facts))",
    replace: "topUpRefundAmounts(facts, policy.refunds)",
  },
  {
    clause: "R4.4",
    file: refundAmount,
    find: 'walletDebit === "gross" ? balanceNanos : netNanos',
    replace: "balanceNanos",
  },
  { clause: "R2.5", file: topUpChecks, find: "coverNanos < amounts.walletDebitNanos", replace: "false" },
  {
    clause: "R6.4",
    file: "src/refunds/restore-refund.ts",
    find: 'facts.kind === "top_up" && lives',
    replace: "false",
  },
];
