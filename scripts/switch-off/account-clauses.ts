import type { SwitchedOff } from "./clauses.ts";

const FACTS = "src/accounts/violation-facts.ts";
const VIOLATION = "src/accounts/violation.ts";
const CLOSE = "src/accounts/close.ts";
const TIMELINE = "src/timeline/subscription-promises.ts";

/**
 * How the rules about an account's state, its billing details, its invoices and what lies ahead of it are switched
 * off, one at a time.
 */
export const ACCOUNT_SWITCHED_OFF: readonly SwitchedOff[] = [
  {
    clause: "T4.2",
    file: FACTS,
    find: "attempt(accountLifecycle, state, step).legal",
    replace: "true",
  },
  { clause: "T4.2", file: FACTS, find: "  reasonGiven ? []", replace: "  true ? []" },
  { clause: "T4.2", file: FACTS, find: "evidenceRefs.length > 0", replace: "true" },
  { clause: "T4.2", file: FACTS, find: "requestedAt <= windowClosesAt", replace: "false" },
  {
    clause: "T4.2",
    file: VIOLATION,
    find: 'attempt(subscriptionLifecycle, subscription.state, "terminate").legal',
    replace: "false",
  },
  {
    clause: "T4.2",
    file: VIOLATION,
    find: "creditsTotal(credits) - reservedNanos",
    replace: "creditsTotal(credits)",
  },
  { clause: "T1.3", file: VIOLATION, find: "ends?.distributor ?? null", replace: "null" },
  {
    clause: "T4.2",
    file: CLOSE,
    find: '!attempt(accountLifecycle, facts.accountState, "close").legal',
    replace: "false",
  },
  { clause: "T1.3", file: CLOSE, find: "distributor !== null", replace: "false" },
  { clause: "T2.4", file: CLOSE, find: 'subscription.state === "active"', replace: "false" },
  { clause: "T6.1", file: CLOSE, find: "facts.autoTopUpOn", replace: "false" },
  { clause: "T1.4", file: CLOSE, find: "facts.confirmedHash !== hash", replace: "false" },
  {
    clause: "T1.4",
    file: CLOSE,
    find: "facts.checkoutOpenUntil > facts.now",
    replace: "false",
  },
  { clause: "R3.6", file: CLOSE, find: "facts.openHolds > 0", replace: "false" },
  { clause: "T1.1", file: CLOSE, find: "facts.debtNanos > 0n", replace: "false" },
  {
    clause: "R2.3",
    file: CLOSE,
    find: "facts.openRefunds > 0 || facts.openCases > 0",
    replace: "false",
  },
  { clause: "R2.8", file: CLOSE, find: "facts.openDisputes > 0", replace: "false" },
  { clause: "C4.1", file: CLOSE, find: "facts.subjectChangeOpen", replace: "false" },
  { clause: "R1.2", file: CLOSE, find: "refundable.until >= facts.now", replace: "false" },
  {
    clause: "T1.4",
    file: "src/accounts/giving-up.ts",
    find: "    paidNanos: givenUp.paidNanos,\n",
    replace: "",
  },
  { clause: "T1.3", file: TIMELINE, find: "distributor !== null", replace: "false" },
  { clause: "T2.5", file: TIMELINE, find: "termEndsAt < endsAt", replace: "false" },
  { clause: "T3.2", file: TIMELINE, find: "raise.appliesAt <= termEndsAt", replace: "true" },
  { clause: "T2.2", file: TIMELINE, find: "plan.amountNanos + taxNanos", replace: "plan.amountNanos" },
  {
    clause: "T2.5",
    file: "src/timeline/promise-timeline.ts",
    find: "at >= now : at > now",
    replace: "at > now : at > now",
  },
  {
    clause: "T1.2",
    file: "src/billing-details/facts.ts",
    find: "facts.missingBillingFields.length > 0",
    replace: "false",
  },
  {
    clause: "T1.2",
    file: "src/billing-details/facts.ts",
    find: "invalid.length > 0",
    replace: "false",
  },
  {
    clause: "T1.2",
    file: "src/invoices/sources.ts",
    find: ' && key !== "tax"',
    replace: "",
  },
  {
    clause: "T1.2",
    file: "src/billing-details/check.ts",
    find: 'value(field) === ""',
    replace: "false",
  },
  {
    clause: "T1.2",
    file: "src/billing-details/check.ts",
    find: "(form?.pattern ?? ANY_POSTAL_CODE).test(text)",
    replace: "true",
  },
  {
    clause: "T1.2",
    file: "src/billing-details/check.ts",
    find: "findRegion(country, text) !== null",
    replace: "true",
  },
  {
    clause: "T1.2",
    file: "src/billing-details/tax-ids.ts",
    find: "known.check === undefined || known.check(number)",
    replace: "true",
  },
  {
    clause: "T1.2",
    file: "src/invoices/pro-rata.ts",
    find: "    part.share += 1n;\n",
    replace: "",
  },
  {
    clause: "R3.9",
    file: "src/invoices/document.ts",
    find: "facts.creditedBeforeNanos - totalNanos > facts.invoice.totalNanos",
    replace: "false",
  },
  {
    clause: "R3.9",
    file: "src/invoices/document.ts",
    find: "const totalNanos = netNanos + taxNanos;",
    replace: "const totalNanos = netNanos;",
  },
  {
    clause: "T4.2",
    file: "src/timeline/promise-timeline.ts",
    find: 'state === "active"',
    replace: "true",
  },
];
