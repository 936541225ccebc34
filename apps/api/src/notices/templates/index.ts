import type { NoticeTemplate } from "./template.ts";
import { ACCOUNTS_TEMPLATES } from "./accounts.ts";
import { ADD_ONS_TEMPLATES } from "./add-ons.ts";
import { AGREEMENTS_TEMPLATES } from "./agreements.ts";
import { AUTO_TOP_UP_TEMPLATES } from "./auto-top-up.ts";
import { GIFT_SUBSCRIPTIONS_TEMPLATES } from "./gift-subscriptions.ts";
import { DISPUTES_TEMPLATES } from "./disputes.ts";
import { DISTRIBUTORS_TEMPLATES } from "./distributors.ts";
import { IDENTITY_TEMPLATES } from "./identity.ts";
import { ORDERS_TEMPLATES } from "./orders.ts";
import { PAYMENT_METHODS_TEMPLATES } from "./payment-methods.ts";
import { PRICE_CHANGES_TEMPLATES } from "./price-changes.ts";
import { PLAN_CHANGES_TEMPLATES } from "./plan-changes.ts";
import { REFERRALS_TEMPLATES } from "./referrals.ts";
import { REFUND_CASES_TEMPLATES } from "./refund-cases.ts";
import { REFUNDS_TEMPLATES } from "./refunds.ts";
import { RENEWALS_TEMPLATES } from "./renewals.ts";
import { SPEND_LIMITS_TEMPLATES } from "./spend-limits.ts";
import { SUBJECT_CHANGES_TEMPLATES } from "./subject-changes.ts";
import { SUBJECT_CHANGE_STEPS_TEMPLATES } from "./subject-change-steps.ts";
import { SUBJECTS_TEMPLATES } from "./subjects.ts";
import { SUBSCRIPTIONS_TEMPLATES } from "./subscriptions.ts";
import { TOP_UPS_TEMPLATES } from "./top-ups.ts";
import { WALLET_TEMPLATES } from "./wallet.ts";
import { WEBHOOK_ENDPOINTS_TEMPLATES } from "./webhook-endpoints.ts";

/** Every e-mail the product sends: one file per noun. */
export const NOTICE_TEMPLATES = {
  ...IDENTITY_TEMPLATES,
  ...ACCOUNTS_TEMPLATES,
  ...DISTRIBUTORS_TEMPLATES,
  ...WALLET_TEMPLATES,
  ...REFERRALS_TEMPLATES,
  ...AGREEMENTS_TEMPLATES,
  ...SUBSCRIPTIONS_TEMPLATES,
  ...RENEWALS_TEMPLATES,
  ...PLAN_CHANGES_TEMPLATES,
  ...TOP_UPS_TEMPLATES,
  ...AUTO_TOP_UP_TEMPLATES,
  ...ORDERS_TEMPLATES,
  ...PAYMENT_METHODS_TEMPLATES,
  ...PRICE_CHANGES_TEMPLATES,
  ...REFUNDS_TEMPLATES,
  ...REFUND_CASES_TEMPLATES,
  ...DISPUTES_TEMPLATES,
  ...SPEND_LIMITS_TEMPLATES,
  ...SUBJECTS_TEMPLATES,
  ...SUBJECT_CHANGES_TEMPLATES,
  ...SUBJECT_CHANGE_STEPS_TEMPLATES,
  ...GIFT_SUBSCRIPTIONS_TEMPLATES,
  ...ADD_ONS_TEMPLATES,
  ...WEBHOOK_ENDPOINTS_TEMPLATES,
} as const satisfies Record<string, NoticeTemplate>;

/** Kind of an e-mail. */
export type NoticeKind = keyof typeof NOTICE_TEMPLATES;

/** Whether mails of this kind are forgotten once they were sent. */
export const isSecret = (kind: string): boolean =>
  Object.entries<NoticeTemplate>(NOTICE_TEMPLATES).some(
    ([name, each]) => name === kind && each.secret === true,
  );

/** The values a kind of e-mail needs; one that is missing or misspelt does not compile. Amounts are nanos. */
export type NoticeParams<Kind extends NoticeKind> = Readonly<
  Record<(typeof NOTICE_TEMPLATES)[Kind]["params"][number], string>
>;
