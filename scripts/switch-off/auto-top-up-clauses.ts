import type { SwitchedOff } from "./clauses.ts";

const RUN = "src/auto-top-up/run.ts";
const SWITCH_ON = "src/auto-top-up/switch-on.ts";

/** How the rules of automatic top-up are switched off, one at a time. */
export const AUTO_TOP_UP_SWITCHED_OFF: readonly SwitchedOff[] = [
  { clause: "T6.1", file: RUN, find: 'facts.state !== "on"', replace: "false" },
  { clause: "T6.1", file: RUN, find: "!agreed(facts, charge.totalNanos)", replace: "false" },
  { clause: "T6.1", file: RUN, find: "facts.orderPending)", replace: "false)" },
  { clause: "T6.1", file: RUN, find: "!isLow(facts, facts.thresholdNanos)", replace: "false" },
  {
    clause: "T6.1",
    file: RUN,
    find: "charged.chargedNanos + charge.totalNanos > facts.monthlyCapNanos",
    replace: "charged.chargedNanos > facts.monthlyCapNanos",
  },
  {
    clause: "T6.1",
    file: "src/auto-top-up/month.ts",
    find: "stored.month < month",
    replace: "stored.month !== month",
  },
  {
    clause: "T6.1",
    file: "src/auto-top-up/consent.ts",
    find: "    totalNanos: terms.totalNanos,\n",
    replace: "",
  },
  { clause: "T6.1", file: SWITCH_ON, find: "facts.consentedHash !== agreesTo", replace: "false" },
  { clause: "T6.1", file: SWITCH_ON, find: "facts.thresholdNanos > amountNanos", replace: "false" },
  {
    clause: "T6.1",
    file: SWITCH_ON,
    find: "facts.monthlyCapNanos < charge.totalNanos",
    replace: "false",
  },
  { clause: "T4.2", file: RUN, find: 'facts.accountState === "suspended"', replace: "false" },
  { clause: "T4.2", file: SWITCH_ON, find: 'facts.accountState === "suspended"', replace: "false" },
  {
    clause: "T1.2",
    file: SWITCH_ON,
    find: "...billingRefusals(facts)",
    replace: "",
  },
];
