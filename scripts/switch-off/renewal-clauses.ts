import type { SwitchedOff } from "./clauses.ts";

const RENEW = "src/subscriptions/renew.ts";
const TERMS = "src/subscriptions/terms.ts";
const PRICE = "src/subscriptions/renewal-price.ts";
const NOTICE = "src/subscriptions/price-change.ts";
const SCHEDULE = "src/subscriptions/schedule-price-change.ts";
const DUNNING = "src/subscriptions/dunning.ts";
const PAYMENT = "src/subscriptions/renewal-payment.ts";

/** How the rules of renewals, failed charges and price changes are switched off, one at a time. */
export const RENEWAL_SWITCHED_OFF: readonly SwitchedOff[] = [
  { clause: "T1.3", file: RENEW, find: "if (subscription.distributor !== null)", replace: "if (false)" },
  { clause: "T2.2", file: RENEW, find: "|| facts.renewalExists)", replace: ")" },
  { clause: "T2.2", file: RENEW, find: 'subscription.state === "past_due" || ', replace: "" },
  { clause: "T2.2", file: RENEW, find: "!isPast(facts.now, term.endsAt)", replace: "false" },
  { clause: "T2.2", file: RENEW, find: "if (facts.subscription.gift)", replace: "if (false)" },
  { clause: "T2.2", file: RENEW, find: "if (planned.price.amountNanos <= 0n)", replace: "if (false)" },
  {
    clause: "T2.2",
    file: RENEW,
    find: 'facts.paymentMethodId === null ? "wait_for_card" : "charge"',
    replace: '"charge"',
  },
  { clause: "T2.3", file: TERMS, find: "next.start === endsAt\n", replace: "false\n" },
  { clause: "T2.3", file: TERMS, find: "next.start === endsAt\n", replace: "true\n" },
  {
    clause: "T2.3",
    file: RENEW,
    find: "const startsAt = term.endsAt;",
    replace: "const startsAt = term.startsAt;",
  },
  {
    clause: "T2.5",
    file: RENEW,
    find: "cancelledInTime(cancelRequestedAt, term.endsAt, policy.subscriptions.cancelBeforeHours)",
    replace: "false",
  },
  {
    clause: "T2.5",
    file: RENEW,
    find: "toEpochMs(cancelRequestedAt) < toEpochMs(term.startsAt)",
    replace: "false",
  },
  { clause: "T2.5", file: RENEW, find: 'lateCancelIn(policy, country) === "stop"', replace: "false" },
  {
    clause: "T2.5",
    file: RENEW,
    find: "const leaving = cancelled || planChange !== null;",
    replace: "const leaving = false;",
  },
  {
    clause: "T2.5",
    file: RENEW,
    find: "(!cancelled || isMilder(priceOf(chosen), priceOf(term)))",
    replace: "true",
  },
  {
    clause: "T4.2",
    file: RENEW,
    find: 'if (facts.accountState === "terminated" || facts.accountState === "closed")',
    replace: "if (false)",
  },
  {
    clause: "T4.2",
    file: RENEW,
    find: 'facts.accountState === "suspended" && reason === null',
    replace: "false",
  },
  {
    clause: "T3.1",
    file: PRICE,
    find: "toEpochMs(each.appliesFrom) <= toEpochMs(renewalAt)",
    replace: "true",
  },
  {
    clause: "T3.2",
    file: PRICE,
    find: 'if (change.noticeAcceptedAt === null) return "no_notice";',
    replace: "if (change.noticeAcceptedAt === null) return null;",
  },
  { clause: "T3.2", file: PRICE, find: 'if (change.bouncedAt !== null) return "bounced";', replace: "" },
  {
    clause: "T3.2",
    file: PRICE,
    find: "toEpochMs(change.noticeAcceptedAt) <= toEpochMs(noticeDeadline(renewalAt, policy))",
    replace: "toEpochMs(change.noticeAcceptedAt) <= toEpochMs(renewalAt)",
  },
  { clause: "T3.2", file: PRICE, find: "!each.canceled && ", replace: "" },
  {
    clause: "T3.2",
    file: PRICE,
    find: "announced.amountNanos >= listed.amountNanos",
    replace: "announced.amountNanos > 0n",
  },
  {
    clause: "T3.2",
    file: NOTICE,
    find: "plusHours(renewalAt, -24 * policy.subscriptions.priceChangeNoticeDays)",
    replace: "renewalAt",
  },
  {
    clause: "T3.2",
    file: NOTICE,
    find: "question.bouncedAt === null ? question.noticeAcceptedAt : null",
    replace: "question.noticeAcceptedAt",
  },
  {
    clause: "T3.1",
    file: SCHEDULE,
    find: "toEpochMs(appliesFrom) < toEpochMs(now)",
    replace: "toEpochMs(appliesFrom) <= toEpochMs(now)",
  },
  { clause: "T2.2", file: DUNNING, find: "if (facts.attemptUnderWay)", replace: "if (false)" },
  {
    clause: "T2.2",
    file: DUNNING,
    find: "if (toEpochMs(now) >= toEpochMs(graceEndsAt))",
    replace: "if (toEpochMs(now) > toEpochMs(graceEndsAt))",
  },
  {
    clause: "T2.2",
    file: DUNNING,
    find: 'ofCard.some(({ failure }) => failure === "hard")',
    replace: "false",
  },
  { clause: "T2.2", file: DUNNING, find: 'lastOfCard.failure === "authentication"', replace: "false" },
  { clause: "T2.2", file: DUNNING, find: 'if (facts.accountState === "suspended")', replace: "if (false)" },
  { clause: "T2.2", file: DUNNING, find: "toEpochMs(each) > latestMs", replace: "toEpochMs(each) > 0" },
  {
    clause: "T2.2",
    file: PAYMENT,
    find: 'attempt(renewalLifecycle, renewal.state, "pay").legal',
    replace: "true",
  },
  { clause: "T2.2", file: PAYMENT, find: "toEpochMs(now) < toEpochMs(renewal.endsAt)", replace: "true" },
  {
    clause: "T2.2",
    file: PAYMENT,
    find: "toEpochMs(renewal.plannedAt) >= toEpochMs(renewal.endsAt)",
    replace: "false",
  },
  {
    clause: "T2.3",
    file: PAYMENT,
    find: "          startsAt,\n",
    replace: "          startsAt: facts.now,\n",
  },
];
