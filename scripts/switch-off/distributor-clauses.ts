import type { SwitchedOff } from "./clauses.ts";

const FOLLOW = "src/distributors/follow.ts";
const PURCHASE = "src/distributors/purchase.ts";

/** How following a distributor is switched off, one rule at a time. */
export const DISTRIBUTOR_SWITCHED_OFF: readonly SwitchedOff[] = [
  { clause: "T1.3", file: PURCHASE, find: ".sort(byTime)", replace: "" },
  {
    clause: "T1.3",
    file: PURCHASE,
    find: "[...new Map(events.map((event) => [event.id, event])).values()]",
    replace: "[...events.slice(0, 3)]",
  },
  {
    clause: "T1.3",
    file: PURCHASE,
    find: "other !== null && other < instant",
    replace: "false",
  },
  { clause: "T1.3", file: FOLLOW, find: "unknown !== undefined", replace: "false" },
  {
    clause: "T1.3",
    file: FOLLOW,
    find: "facts.otherPlanId !== null && end === null",
    replace: "false",
  },
  {
    clause: "T4.2",
    file: FOLLOW,
    find: 'facts.accountState === "terminated"',
    replace: "false",
  },
  { clause: "T1.3", file: FOLLOW, find: "facts.billingIssueAt !== null", replace: "false" },
  { clause: "T1.3", file: FOLLOW, find: "facts.cancelledAt !== null", replace: "false" },
  {
    clause: "T1.3",
    file: FOLLOW,
    find: "[ownedUntil, refundedAt, expiredAt]",
    replace: "[refundedAt, expiredAt]",
  },
  {
    clause: "T1.3",
    file: FOLLOW,
    find: "[period.endsAt, ownedUntil, period.refundedAt]",
    replace: "[period.endsAt]",
  },
];
