import type { SwitchedOff } from "./clauses.ts";

const CANCEL = "src/subscriptions/cancel.ts";
const WAITING = "src/subscriptions/waiting-change.ts";

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
  // Late, and the dearer plan that runs is charged instead of the cheaper one that was chosen.
  {
    clause: "T2.5",
    file: CANCEL,
    find: "comesWhenLeaving(planChange,",
    replace: "false && comesWhenLeaving(planChange,",
  },
  {
    clause: "T2.5",
    file: WAITING,
    find: "toEpochMs(change.appliesAt) <= toEpochMs(term.endsAt) && ",
    replace: "",
  },
  // A dearer plan comes although it was cancelled.
  {
    clause: "T2.5",
    file: WAITING,
    find: "chosen.amountNanos <= term.amountNanos && chosen.interval === term.interval",
    replace: "chosen.interval === term.interval",
  },
  // A year instead of a month comes although it was cancelled.
  { clause: "T2.5", file: WAITING, find: " && chosen.interval === term.interval", replace: "" },
  // In time, and the chosen plan is not dropped.
  {
    clause: "T2.6",
    file: CANCEL,
    find: "const drops = stays === null ? planChange : null;",
    replace: "const drops = null;",
  },
  // Taken back, and the dearer plan is charged again.
  {
    clause: "T2.6",
    file: CANCEL,
    find: "const due = planChange !== null && toEpochMs(planChange.appliesAt) <= toEpochMs(term.endsAt);",
    replace: "const due = planChange !== null && false;",
  },
  { clause: "T2.6", file: CANCEL, find: "toEpochMs(now) < toEpochMs(endsAt)", replace: "true" },
  {
    clause: "T1.3",
    file: CANCEL,
    find: "  const refusals: Refusal[] = [];\n  if (subscription.distributor !== null) refusals.push(ofDistributor(subscription.distributor));\n",
    replace: "  const refusals: Refusal[] = [];\n",
  },
  // A raise that never reaches somebody who chose another plan cancels theirs.
  {
    clause: "T3.2",
    file: "src/subscriptions/cancel-before-price-change.ts",
    find: "if (planChange !== null)",
    replace: "if (false)",
  },
];
