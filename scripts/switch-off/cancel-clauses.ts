import type { SwitchedOff } from "./clauses.ts";

const CANCEL = "src/subscriptions/cancel.ts";

/** How the rules of cancelling are switched off, one at a time. */
export const CANCEL_SWITCHED_OFF: readonly SwitchedOff[] = [
  // Cancelled in arrears, yet still running on.
  {
    clause: "T2.4",
    file: CANCEL,
    find: 'const inArrears = subscription.state === "past_due";',
    replace: "const inArrears = false;",
  },
  { clause: "T2.5", file: CANCEL, find: "      !inTime &&\n", replace: "" },
  {
    clause: "T2.5",
    file: CANCEL,
    find: "index: term.index + 1",
    replace: "index: term.index",
  },
  {
    clause: "T2.5",
    file: "src/subscriptions/late-cancel.ts",
    find: "(country === null ? undefined : subscriptions.lateCancelByCountry[country]) ?? ",
    replace: "",
  },
  { clause: "T2.6", file: CANCEL, find: "toEpochMs(now) < toEpochMs(endsAt)", replace: "true" },
  {
    clause: "T1.3",
    file: CANCEL,
    find: "  const refusals: Refusal[] = [];\n  if (subscription.distributor !== null) refusals.push(ofDistributor(subscription.distributor));\n",
    replace: "  const refusals: Refusal[] = [];\n",
  },
];
