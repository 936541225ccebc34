import type { SwitchedOff } from "./clauses.ts";

const LIMITS = "src/credits/spend-limit.ts";

/** How the limits that an account sets for itself are switched off. */
export const SPEND_LIMITS_SWITCHED_OFF: readonly SwitchedOff[] = [
  {
    clause: "T1.1",
    file: LIMITS,
    find: "takenNanos + facts.requestedNanos <= limitNanos",
    replace: "takenNanos <= limitNanos",
  },
  { clause: "T1.1", file: LIMITS, find: "spentNanos + facts.heldNanos", replace: "spentNanos" },
  { clause: "T1.1", file: LIMITS, find: "facts.requestedNanos <= 0n", replace: "facts.requestedNanos < 0n" },
  {
    clause: "T1.1",
    file: LIMITS,
    find: 'period === "day" ? "day_limit_reached" : "month_limit_reached"',
    replace: '"day_limit_reached"',
  },
];
