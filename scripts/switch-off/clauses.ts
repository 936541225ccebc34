import type { ClauseId } from "@tenure/core";
import { ACCOUNT_SWITCHED_OFF } from "./account-clauses.ts";
import { AUTO_TOP_UP_SWITCHED_OFF } from "./auto-top-up-clauses.ts";
import { CANCEL_SWITCHED_OFF } from "./cancel-clauses.ts";
import { DISPUTES_SWITCHED_OFF } from "./dispute-clauses.ts";
import { DISTRIBUTOR_SWITCHED_OFF } from "./distributor-clauses.ts";
import { PLAN_CHANGE_SWITCHED_OFF } from "./plan-change-clauses.ts";
import { PRICES_SWITCHED_OFF } from "./price-clauses.ts";
import { REFERRAL_SWITCHED_OFF } from "./referral-clauses.ts";
import { REFUND_CASE_SWITCHED_OFF } from "./refund-case-clauses.ts";
import { REFUND_SWITCHED_OFF } from "./refund-clauses.ts";
import { RENEWAL_SWITCHED_OFF } from "./renewal-clauses.ts";
import { SPEND_LIMITS_SWITCHED_OFF } from "./spend-limit-clauses.ts";
import { SUBJECT_CHANGES_SWITCHED_OFF } from "./subject-change-clauses.ts";
import { SUBJECT_SWITCHED_OFF } from "./subject-clauses.ts";
import { TOP_UP_REFUNDS_SWITCHED_OFF, TOP_UP_SWITCHED_OFF } from "./top-up-clauses.ts";

/**
 * How the rule of a clause is switched off: in `file` (below packages/core) the text `find`, which occurs exactly
 * once, becomes `replace`. A core test whose name contains the clause's id must then fail.
 */
export interface SwitchedOff {
  readonly clause: ClauseId;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * One row per way in which code enforces a clause; a clause may have several. To add one: name the clause, the line
 * that enforces it, and the same line without its effect; then `node scripts/switch-off-clauses.ts R1.1`.
 */
export const SWITCHED_OFF: readonly SwitchedOff[] = [
  {
    clause: "T1.1",
    file: "src/subscriptions/purchase.ts",
    find: "plan.currency !== facts.currency",
    replace: "false",
  },
  {
    clause: "T1.1",
    file: "src/subscriptions/purchase.ts",
    find: "plan.amountNanos <= 0n",
    replace: "false",
  },
  {
    clause: "T1.2",
    file: "src/subscriptions/purchase.ts",
    find: "...billingRefusals(facts)",
    replace: "",
  },
  {
    clause: "T1.2",
    file: "src/subscriptions/purchase.ts",
    find: "plan.amountNanos + taxNanos",
    replace: "plan.amountNanos",
  },
  {
    clause: "T1.2",
    file: "src/orders/payment-match.ts",
    find: "facts.paidCurrency !== facts.currency",
    replace: "false",
  },
  {
    clause: "T1.2",
    file: "src/orders/payment-match.ts",
    find: "facts.paidMinor !== facts.orderTotalMinor",
    replace: "false",
  },
  {
    clause: "T1.4",
    file: "src/orders/apply-payment.ts",
    find: "facts.hasRunningSubscription",
    replace: "false",
  },
  {
    clause: "T1.4",
    file: "src/orders/payment-match.ts",
    find: 'facts.orderState === "pending" || facts.orderState === "expired"',
    replace: "true",
  },
  {
    clause: "T1.4",
    file: "src/subscriptions/purchase.ts",
    find: "policy.subscriptions.checkoutMinutes * 60_000",
    replace: "0",
  },
  {
    clause: "T4.2",
    file: "src/subscriptions/purchase.ts",
    find: 'facts.accountState === "suspended"',
    replace: "false",
  },
  {
    clause: "T2.3",
    file: "src/subscriptions/terms.ts",
    find: 'interval === "month" ? { months: count } : { years: count }',
    replace: '{ months: interval === "month" ? count : 11 * count }',
  },
  {
    clause: "T2.3",
    file: "src/subscriptions/terms.ts",
    find: "{ months: count } : { years: count }",
    replace: "{ days: 30 * count } : { years: count }",
  },
  {
    clause: "T2.5",
    file: "src/subscriptions/terms.ts",
    find: "toEpochMs(now) <= toEpochMs(cancelBy(end, cancelBeforeHours))",
    replace: "toEpochMs(now) < toEpochMs(cancelBy(end, cancelBeforeHours))",
  },
  {
    clause: "T2.5",
    file: "src/subscriptions/terms.ts",
    find: "plusHours(end, -cancelBeforeHours)",
    replace: "end",
  },
  {
    clause: "T4.2",
    file: "src/credits/gift.ts",
    find: 'facts.accountState === "terminated" || facts.accountState === "closed"',
    replace: "false",
  },
  {
    clause: "R3.4",
    file: "src/credits/gift.ts",
    find: "facts.amountNanos <= 0n || facts.amountNanos > policy.credits.maxGiftNanos",
    replace: "facts.amountNanos <= 0n",
  },
  {
    clause: "R3.4",
    file: "src/credits/gift.ts",
    find: 'facts.lotState === "expired"',
    replace: "false",
  },
  {
    clause: "R3.4",
    file: "src/credits/gift.ts",
    find: "facts.remainingNanos <= 0n",
    replace: "false",
  },
  {
    clause: "R3.7",
    file: "src/money/nanos.ts",
    find: "(amountNanos * bps) / 10_000n",
    replace: "divideHalfUp(amountNanos * bps, 10_000n)",
  },
  {
    clause: "R3.7",
    file: "src/money/nanos.ts",
    find: "amountNanos / nanosPerMinor(currency)",
    replace: "divideHalfUp(amountNanos, nanosPerMinor(currency))",
  },
  {
    clause: "R7.1",
    file: "src/credits/gift.ts",
    find: "facts.giftCurrency !== facts.currency",
    replace: "false",
  },
  ...ACCOUNT_SWITCHED_OFF,
  ...AUTO_TOP_UP_SWITCHED_OFF,
  ...CANCEL_SWITCHED_OFF,
  ...DISPUTES_SWITCHED_OFF,
  ...DISTRIBUTOR_SWITCHED_OFF,
  ...PLAN_CHANGE_SWITCHED_OFF,
  ...PRICES_SWITCHED_OFF,
  ...TOP_UP_SWITCHED_OFF,
  ...TOP_UP_REFUNDS_SWITCHED_OFF,
  ...SPEND_LIMITS_SWITCHED_OFF,
  ...REFUND_CASE_SWITCHED_OFF,
  ...REFUND_SWITCHED_OFF,
  ...RENEWAL_SWITCHED_OFF,
  ...REFERRAL_SWITCHED_OFF,
  ...SUBJECT_CHANGES_SWITCHED_OFF,
  ...SUBJECT_SWITCHED_OFF,
];
