import type { SwitchedOff } from "./clauses.ts";

const CHANGE = "src/subscriptions/change-plan.ts";
const CREDIT = "src/subscriptions/upgrade-credit.ts";
const REFUSALS = "src/subscriptions/change-refusals.ts";
const DIRECTION = "src/subscriptions/change-direction.ts";
const CANCEL_CHANGE = "src/subscriptions/cancel-change.ts";
const PAYMENT = "src/subscriptions/apply-upgrade-payment.ts";
const LEGS = "src/refunds/legs.ts";
const ADD_ON = "src/add-ons/buy-add-on.ts";
const BUY = "src/gift-subscriptions/buy.ts";
const REDEEM = "src/gift-subscriptions/redeem.ts";
const CANCEL_GIFT = "src/gift-subscriptions/cancel.ts";

/** How the rules of changing a plan, of add-ons and of gifts are switched off, one at a time. */
export const PLAN_CHANGE_SWITCHED_OFF: readonly SwitchedOff[] = [
  { clause: "T1.1", file: REFUSALS, find: "!target.forSale", replace: "false" },
  { clause: "T1.1", file: REFUSALS, find: "!target.current", replace: "false" },
  { clause: "T1.1", file: REFUSALS, find: "target.currency !== facts.currency", replace: "false" },
  { clause: "T1.2", file: REFUSALS, find: "...billingRefusals(facts)", replace: "" },
  // Tax on what was credited too.
  {
    clause: "T1.4",
    file: CHANGE,
    find: "taxOn(amountNanos, taxBps, currency)",
    replace: "taxOn(target.amountNanos, taxBps, currency)",
  },
  { clause: "T1.3", file: REFUSALS, find: "distributor !== null", replace: "false" },
  // Credit by time alone, whatever was used.
  {
    clause: "T1.4",
    file: CREDIT,
    find: "usageNanos < timeNanos ? usageNanos : timeNanos",
    replace: "timeNanos",
  },
  // The whole term credited, however much of it has passed.
  {
    clause: "T1.4",
    file: CREDIT,
    find: "part: BigInt(leftMs), whole",
    replace: "part: BigInt(lengthMs), whole",
  },
  { clause: "T1.4", file: CREDIT, find: "floorToMinor(unusedNanos, currency)", replace: "unusedNanos" },
  { clause: "T1.4", file: CREDIT, find: " - term.refundedNanos", replace: "" },
  // Requests in flight credited and used as well.
  {
    clause: "R3.1",
    file: CREDIT,
    find: "whole - term.usedNanos - term.heldNanos",
    replace: "whole - term.usedNanos",
  },
  {
    clause: "T1.4",
    file: DIRECTION,
    find: "target.amountNanos <= running.amountNanos",
    replace: "target.amountNanos < running.amountNanos",
  },
  // A new term inherits the old anchor and is short.
  { clause: "T2.3", file: CHANGE, find: "anchor: now, zone", replace: "anchor: term.anchor, zone" },
  { clause: "R1.1", file: CHANGE, find: "plusHours(now, policy.refunds.windowHours)", replace: "renewsAt" },
  // A cheaper plan charged at once.
  {
    clause: "T2.6",
    file: CHANGE,
    find: 'line("subtotal", "total_due", "T2.6", 0n)',
    replace:
      'line("item", "plan_price", "T1.1", target.amountNanos), line("subtotal", "total_due", "T2.6", target.amountNanos)',
  },
  {
    clause: "T2.5",
    file: CHANGE,
    find: "!cancelledInTime(now, paidUntil, cancelBeforeHours)",
    replace: "false",
  },
  { clause: "T2.6", file: REFUSALS, find: 'state === "canceling"', replace: "false" },
  { clause: "T2.2", file: REFUSALS, find: 'if (state === "past_due")', replace: "if (false)" },
  { clause: "T2.3", file: REFUSALS, find: "now >= term.end", replace: "false" },
  { clause: "R2.3", file: REFUSALS, find: 'state === "refunding" || refundUnderWay', replace: "false" },
  { clause: "R2.7", file: REFUSALS, find: "(now || !subscription.renews)", replace: "false" },
  { clause: "R2.8", file: REFUSALS, find: "now && subscription.disputeOpen", replace: "false" },
  { clause: "T4.2", file: REFUSALS, find: 'facts.accountState === "suspended"', replace: "false" },
  {
    clause: "T2.5",
    file: CANCEL_CHANGE,
    find: "!cancelledInTime(facts.now, appliesAt, cancelBeforeHours)",
    replace: "false",
  },
  { clause: "T1.3", file: CANCEL_CHANGE, find: "distributor !== null", replace: "false" },
  {
    clause: "T4.2",
    file: CANCEL_CHANGE,
    find: 'facts.accountState === "terminated"',
    replace: "false",
  },
  {
    clause: "T2.3",
    file: "src/subscriptions/following-terms.ts",
    find: "onCalendar ? given.anchor : from",
    replace: "from",
  },
  { clause: "T1.4", file: PAYMENT, find: "now > quote.expiresAt", replace: "false" },
  { clause: "T1.4", file: PAYMENT, find: "running.termId === quote.termId", replace: "true" },
  {
    clause: "T2.3",
    file: PAYMENT,
    find: "termEnd({ anchor: now",
    replace: "termEnd({ anchor: quote.expiresAt",
  },
  { clause: "R7.1", file: LEGS, find: " - lostMinor - returnedMinor", replace: "" },
  { clause: "R7.1", file: LEGS, find: "minimumMinor > 1n ? minimumMinor : 1n", replace: "1n" },

  { clause: "T6.1", file: ADD_ON, find: "consent.hash !== agreedTo", replace: "false" },
  { clause: "T6.1", file: ADD_ON, find: 'facts.step === "charge"', replace: "false" },
  { clause: "T6.1", file: ADD_ON, find: "quantity < 1 || quantity > maxQuantity", replace: "false" },
  {
    clause: "T6.1",
    file: "src/add-ons/consent.ts",
    find: "    totalNanos: terms.totalNanos,\n",
    replace: "",
  },
  { clause: "T4.2", file: ADD_ON, find: 'facts.accountState === "suspended"', replace: "false" },
  { clause: "T1.1", file: ADD_ON, find: "!addOn.forSale", replace: "false" },
  { clause: "T1.2", file: ADD_ON, find: "...billingRefusals(facts)", replace: "" },

  { clause: "T1.1", file: BUY, find: "plan.amountNanos * BigInt(terms)", replace: "plan.amountNanos" },
  { clause: "T1.1", file: BUY, find: "plan.amountNanos <= 0n", replace: "false" },
  { clause: "T1.2", file: BUY, find: "...billingRefusals(facts)", replace: "" },
  { clause: "T4.2", file: BUY, find: 'facts.accountState === "suspended"', replace: "false" },
  { clause: "R2.7", file: BUY, find: "terms < 1 || terms > maxTerms", replace: "false" },
  { clause: "R2.7", file: BUY, find: "facts.messageLength > maxMessageLength", replace: "false" },
  { clause: "R2.7", file: BUY, find: "!deliverable(facts.deliverAt, now)", replace: "false" },
  { clause: "R2.7", file: REDEEM, find: 'gift.state === "redeemed"', replace: "false" },
  {
    clause: "R2.7",
    file: "src/gift-subscriptions/standing.ts",
    find: "disputed === true",
    replace: "false",
  },
  {
    clause: "R2.7",
    file: "src/gift-subscriptions/standing.ts",
    find: 'gift.state === "canceled"',
    replace: "false",
  },
  {
    clause: "R2.7",
    file: "src/gift-subscriptions/standing.ts",
    find: "now > redeemBy",
    replace: "now >= redeemBy",
  },
  { clause: "T1.3", file: REDEEM, find: "running.distributor !== null", replace: "false" },
  { clause: "T2.2", file: REDEEM, find: 'running.state === "past_due"', replace: "false" },
  { clause: "R2.3", file: REDEEM, find: 'running.state === "refunding"', replace: "false" },
  { clause: "T4.2", file: REDEEM, find: 'facts.accountState === "suspended"', replace: "false" },
  // A gift begins over the running term instead of after it.
  { clause: "R2.7", file: REDEEM, find: "follows?.paidUntil ?? now", replace: "now" },
  {
    clause: "R2.7",
    file: CANCEL_GIFT,
    find: 'facts.gift.state === "redeemed" ? "given_redeemed" : "given_unredeemed"',
    replace: '"given_unredeemed"',
  },
  {
    clause: "R2.7",
    file: "src/gift-subscriptions/expire.ts",
    find: "!isOverdue(gift, now)",
    replace: "false",
  },
];
