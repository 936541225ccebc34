import type { SwitchedOff } from "./clauses.ts";

const eligibility = "src/refunds/eligibility.ts";
const shared = "src/refunds/checks.ts";

/** How each rule of a subscription refund is switched off. */
export const REFUND_SWITCHED_OFF: readonly SwitchedOff[] = [
  {
    clause: "R1.1",
    file: "src/refunds/window.ts",
    find: 'origin === "renewal" && !policy.refunds.renewalReopensWindow',
    replace: "false",
  },
  {
    clause: "R1.3",
    file: "src/refunds/window.ts",
    find: "msBetween(facts.requestedAt, closesAt)",
    replace: "0",
  },
  { clause: "R2.1", file: shared, find: "window.remainingMs >= 0", replace: "true" },
  { clause: "R2.1", file: shared, find: "window.remainingMs >= 0", replace: "window.remainingMs > 0" },
  {
    clause: "R2.2",
    file: shared,
    find: "amounts !== null && isFullyRefunded(facts, amounts)",
    replace: "false",
  },
  {
    clause: "R2.3",
    file: shared,
    find: "facts.earlierRefunds.some(({ state }) => refundStatesUnderWay.has(state))",
    replace: "false",
  },
  {
    clause: "R2.4",
    file: shared,
    find: "usedNanos > 0n && usedNanos >= refundableNanos",
    replace: "false",
  },
  {
    clause: "R2.4",
    file: shared,
    find: "usedNanos >= refundableNanos && ",
    replace: "usedNanos > refundableNanos && ",
  },
  { clause: "R2.6", file: shared, find: 'facts.order.state !== "paid"', replace: "false" },
  {
    clause: "R2.7",
    file: eligibility,
    find: 'order.gift === "received" || order.gift === "given_redeemed"',
    replace: "false",
  },
  {
    clause: "R2.8",
    file: shared,
    find: "facts.payments.some(({ disputeOpen }) => disputeOpen)",
    replace: "false",
  },
  { clause: "R2.9", file: shared, find: "amounts.legs === null, {", replace: "false, {" },
  {
    clause: "R2.9",
    file: "src/refunds/legs.ts",
    find: "return from <= to ? { from, to } : null;",
    replace: "return { from, to };",
  },
  {
    clause: "T1.4",
    file: eligibility,
    find: "facts.order.creditedAway === true",
    replace: "false",
  },
  {
    clause: "R2.10",
    file: shared,
    find: "facts.recentRefunds >= refunds.review.afterRefunds",
    replace: "false",
  },
  { clause: "R2.10", file: shared, find: 'refusal.code === "review_required" ||', replace: "false ||" },
  { clause: "T1.3", file: eligibility, find: "order.distributor === null", replace: "true" },
  { clause: "T4.2", file: shared, find: 'facts.accountState === "terminated"', replace: "false" },
  {
    clause: "R7.1",
    file: shared,
    find: 'facts.route === "self_service" && (offline',
    replace: "false && (offline",
  },
  { clause: "C4.9", file: shared, find: "when(facts.order.paidByPreviousHolder)", replace: "null" },
  { clause: "C4.9", file: shared, find: 'facts.subjectChange === "accepted"', replace: "false" },
  {
    clause: "R3.1",
    file: "src/refunds/amount.ts",
    find: "const { currency, payments, usedNanos } = input;",
    replace: "const { currency, payments } = input; const usedNanos = 0n * input.usedNanos;",
  },
  { clause: "R3.1", file: "src/refunds/amount.ts", find: "BigInt(feeBps)", replace: "500n" },
  {
    clause: "R3.2",
    file: "src/refunds/amount.ts",
    find: "restNanos < 0n ? -restNanos : 0n",
    replace: "0n * restNanos",
  },
  {
    clause: "R3.6",
    file: "src/refunds/settle-refund.ts",
    find: "heldNanos(facts.openHolds)",
    replace: "0n * heldNanos(facts.openHolds)",
  },
  {
    clause: "R3.6",
    file: "src/refunds/subscription-refund.ts",
    find: "heldNanos(facts.openHolds)",
    replace: "0n * heldNanos(facts.openHolds)",
  },
  {
    clause: "R3.7",
    file: "src/refunds/amount.ts",
    find: "floorToMinor(shareBps(balanceNanos, 10_000n - bps), currency)",
    replace: "shareBps(balanceNanos, 10_000n - bps)",
  },
  {
    clause: "R3.8",
    file: "src/refunds/amount.ts",
    find: "isGone(refund) || refundStatesUnderWay.has(refund.state);",
    replace: "isGone(refund);",
  },
  {
    clause: "R3.8",
    file: "src/refunds/amount.ts",
    find: "sum + refund.grossNanos",
    replace: "sum + (refund.grossNanos * 95n) / 100n",
  },
  {
    clause: "R3.8",
    file: "src/refunds/amount.ts",
    find: "+ lostNanos(input)",
    replace: "+ 0n * lostNanos(input)",
  },
  {
    clause: "R3.9",
    file: "src/refunds/amount.ts",
    find: "netNanos + taxNanos",
    replace: "netNanos + 0n * taxNanos",
  },
  {
    clause: "R4.3",
    file: "src/refunds/lifecycle.ts",
    find: 'unknown: "refunding"',
    replace: 'unknown: "failed"',
  },
  {
    clause: "R4.5",
    file: "src/refunds/preview-version.ts",
    find: "feeBps: policy.refunds.feeBps",
    replace: "feeBps: 0",
  },
  {
    clause: "R6.1",
    file: "src/refunds/subscription-refund.ts",
    find: 'facts.order.origin === "upgrade" ? "earlier_term" : "free"',
    replace: '"earlier_term"',
  },
  {
    clause: "R6.4",
    file: "src/refunds/lifecycle.ts",
    find: 'bounce: { to: "failed", by: ["system"] },',
    replace: "",
  },
  {
    clause: "R6.4",
    file: "src/reconciliations/classify.ts",
    find: 'const gone = refund.state === "failed" || refund.returned;',
    replace: 'const gone = refund.state === "failed";',
  },
];
