import type { SwitchedOff } from "./clauses.ts";

const follow = "src/disputes/follow.ts";
const shares = "src/disputes/shares.ts";

/** How each rule of a dispute is switched off. */
export const DISPUTES_SWITCHED_OFF: readonly SwitchedOff[] = [
  {
    clause: "R2.8",
    file: shares,
    find: 'disputes.some(({ state }) => state === "open" || state === "inquiry")',
    replace: "false",
  },
  {
    clause: "R3.8",
    file: shares,
    find: "lostMinor: nanosToMinorFloor(lostNanos, currency)",
    replace: "lostMinor: 0n",
  },
  {
    clause: "R3.4",
    file: shares,
    find: "return { paidNanos: baseNanos, bonusNanos };",
    replace: "return { paidNanos: baseNanos, bonusNanos: 0n };",
  },
  {
    clause: "R3.9",
    file: shares,
    find: "grossNanos - (paidNanos === 0n ? 0n : (grossNanos * taxNanos) / paidNanos)",
    replace: "grossNanos",
  },
  {
    clause: "R6.3",
    file: "src/disputes/word.ts",
    find: "(partMinor * amountMinor) / chargeMinor",
    replace: "partMinor",
  },
  {
    clause: "C4.10",
    file: follow,
    find: 'course.standing.loss === null && (state === "open" || state === "lost")',
    replace: "false",
  },
  { clause: "C4.10", file: shares, find: "paidBy: order.paidBy,", replace: 'paidBy: "current",' },
  {
    clause: "C4.10",
    file: "src/credits/usage-charge.ts",
    find: "plan.disputed === true",
    replace: "false",
  },
];
