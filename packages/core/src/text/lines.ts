import { z } from "zod";
import { ACCOUNT_LINE_TEXTS } from "./account-texts.ts";
import { ADD_ON_LINE_TEXTS } from "./add-on-texts.ts";
import { AUTO_TOP_UP_LINE_TEXTS } from "./auto-top-up-texts.ts";
import { CANCEL_LINE_TEXTS } from "./cancel-texts.ts";
import { DISTRIBUTOR_LINE_TEXTS } from "./distributor-texts.ts";
import { GIFT_SUBSCRIPTION_LINE_TEXTS } from "./gift-subscription-texts.ts";
import { GOODWILL_REFUND_LINE_TEXTS } from "./goodwill-refund-texts.ts";
import { INVOICE_LINE_TEXTS } from "./invoice-texts.ts";
import { OUTSIDE_REFUND_LINE_TEXTS } from "./outside-refund-texts.ts";
import { PLAN_CHANGE_LINE_TEXTS } from "./plan-change-texts.ts";
import { REFERRAL_LINE_TEXTS } from "./referral-texts.ts";
import { REFUND_LINE_TEXTS } from "./refund-lines.ts";
import { RENEWAL_LINE_TEXTS } from "./renewal-texts.ts";
import { SUBJECT_CHANGE_LINE_TEXTS } from "./subject-change-texts.ts";
import type { Text } from "./template.ts";
import { TOP_UP_LINE_TEXTS } from "./top-up-texts.ts";
import { USAGE_LINE_TEXTS } from "./usage-texts.ts";

/** The label of every line a decision can have. */
export const LINE_TEXTS = {
  gift_granted: { en: "Gift credits added", zh: "赠送额度入账" },
  wallet_before: { en: "Balance before", zh: "变动前余额" },
  gift_revoked: { en: "Gift credits taken back", zh: "收回的赠送额度" },
  gift_kept_spent: { en: "Already spent, not taken back", zh: "已使用，不予收回" },
  wallet_after: { en: "Balance afterwards", zh: "变动后余额" },
  ...REFUND_LINE_TEXTS,
  ...GOODWILL_REFUND_LINE_TEXTS,
  ...OUTSIDE_REFUND_LINE_TEXTS,
  plan_price: {
    en: "Plan {plan:plan}, one {interval:interval}",
    zh: "{plan:plan} 套餐，一{interval:interval}",
  },
  tax: { en: "Tax {rate:bps}", zh: "税费 {rate:bps}" },
  total_due: { en: "Total due now", zh: "本次应付合计" },
  included_usage: { en: "Usage included, at list price", zh: "包含用量（按标价计）" },
  payment_received: { en: "Payment received", zh: "收到付款" },
  payment_returned_whole: { en: "Returned in full, without fee", zh: "全额退回，不收手续费" },
  payment_kept: { en: "Kept for the order", zh: "计入订单" },
  ...TOP_UP_LINE_TEXTS,
  ...USAGE_LINE_TEXTS,
  ...REFERRAL_LINE_TEXTS,
  ...AUTO_TOP_UP_LINE_TEXTS,
  ...RENEWAL_LINE_TEXTS,
  ...ACCOUNT_LINE_TEXTS,
  ...INVOICE_LINE_TEXTS,
  ...CANCEL_LINE_TEXTS,
  ...DISTRIBUTOR_LINE_TEXTS,
  ...PLAN_CHANGE_LINE_TEXTS,
  ...ADD_ON_LINE_TEXTS,
  ...GIFT_SUBSCRIPTION_LINE_TEXTS,
  ...SUBJECT_CHANGE_LINE_TEXTS,
} as const satisfies Record<string, Text>;

/** Key of a line's label. */
export type LineKey = keyof typeof LINE_TEXTS;

/** Accepts the known line keys only. */
export const lineKeySchema = z.enum(Object.keys(LINE_TEXTS) as [LineKey, ...LineKey[]]);
