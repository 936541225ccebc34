import type { SwitchedOff } from "./clauses.ts";

const days = "src/refund-cases/business-days.ts";
const overrides = "src/refund-cases/overrides.ts";
const approve = "src/refund-cases/approve-case.ts";
const decline = "src/refund-cases/decline-case.ts";
const goodwill = "src/goodwill-refunds/goodwill-refund.ts";
const outside = "src/outside-refunds/outside-refund.ts";

/** How each rule of a refund by message is switched off. */
export const REFUND_CASE_SWITCHED_OFF: readonly SwitchedOff[] = [
  {
    clause: "R5.1",
    file: "src/refund-cases/request-values.ts",
    find: "local === undefined || found.size > 1",
    replace: "local === undefined",
  },
  {
    clause: "R5.1",
    file: "src/refund-cases/parse-request.ts",
    find: 'if (!compared.startsWith(">")) own.push(line);',
    replace: "own.push(line);",
  },
  { clause: "R5.2", file: days, find: "if (makeUpDays.includes(written)) return true;", replace: "" },
  { clause: "R5.2", file: days, find: "&& !holidays.includes(written)", replace: "" },
  {
    clause: "R5.2",
    file: days,
    find: "add({ days: 1 });\n  return fromEpochMs",
    replace: "add({ days: 2 });\n  return fromEpochMs",
  },
  { clause: "R7.1", file: approve, find: 'route: "email" };', replace: 'route: "self_service" };' },
  {
    clause: "R5.2",
    file: approve,
    find: "needsSecond && facts.firstApprover === facts.approver",
    replace: "false",
  },
  { clause: "R5.2", file: approve, find: "needsSecond && facts.firstApprover === null", replace: "false" },
  { clause: "R2.10", file: overrides, find: "standing.has(code)", replace: "true" },
  {
    clause: "C4.9",
    file: overrides,
    find: "order: { ...facts.order, paidByPreviousHolder: false },",
    replace: 'subjectChange: "none", order: { ...facts.order, paidByPreviousHolder: false },',
  },
  { clause: "T1.4", file: overrides, find: "law === undefined", replace: "false" },
  {
    clause: "R5.2",
    file: "src/refunds/top-up-amount.ts",
    find: "bonusSpentNanos + excusedNanos - inFlightNanos",
    replace: "bonusSpentNanos - inFlightNanos",
  },
  {
    clause: "R5.2",
    file: "src/refunds/top-up-amount.ts",
    find: 'attribution === "literal" ? facts.usedNanos : facts.bonusSpentNanos',
    replace: "facts.usedNanos",
  },
  { clause: "R7.1", file: goodwill, find: "|| amountNanos > left", replace: "" },
  { clause: "R7.1", file: goodwill, find: "amountMinor - lostMinor - returnedMinor", replace: "amountMinor" },
  { clause: "R3.9", file: goodwill, find: "payment.taxNanos * amountNanos", replace: "0n * amountNanos" },
  { clause: "T1.4", file: goodwill, find: "approver?.id === proposer.id", replace: "false" },
  {
    clause: "T1.4",
    file: goodwill,
    find: "proposer.related || approver?.related === true",
    replace: "false",
  },
  { clause: "R2.6", file: goodwill, find: 'order.state !== "paid" || payment === null', replace: "false" },
  {
    clause: "T1.3",
    file: goodwill,
    find: "order.distributor !== null",
    replace: "false && order.distributor !== null",
  },
  { clause: "T4.2", file: goodwill, find: 'facts.accountState === "terminated"', replace: "false" },
  { clause: "C4.9", file: goodwill, find: "order.paidByPreviousHolder", replace: "false" },
  { clause: "R2.3", file: goodwill, find: "facts.refundUnderWay", replace: "false" },
  { clause: "R2.8", file: goodwill, find: "payment.disputeOpen", replace: "false" },
  { clause: "R2.3", file: outside, find: "if (refundUnderWay)", replace: "if (false)" },
  { clause: "R3.8", file: outside, find: "amountMinor > left", replace: "false" },
  {
    clause: "R3.4",
    file: outside,
    find: "(bonusGrantedNanos * netNanos) / amountNanos",
    replace: "0n",
  },
  {
    clause: "R3.9",
    file: outside,
    find: "(payment.taxNanos * amountMinor) / payment.amountMinor",
    replace: "0n",
  },
  { clause: "R6.1", file: outside, find: 'whole && order.holds === "plan"', replace: "false" },
  { clause: "R6.2", file: outside, find: "smaller(netNanos, order.unspentNanos)", replace: "0n" },
  { clause: "R5.2", file: decline, find: "unfounded.length > 0 ||", replace: "" },
];
