import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Which commitment of T4.1 an account broke; the code is part of the public API and never renamed. */
export const VIOLATION_GROUNDS = [
  "law",
  "usage_rules",
  "terms_of_use",
  "related_agreement",
  "payment_fraud",
  "referral_abuse",
] as const;

/** Code of a ground. */
export type ViolationGround = (typeof VIOLATION_GROUNDS)[number];

/** What each ground says in the notice and on the account's page. */
export const VIOLATION_GROUND_TEXTS = {
  law: { en: "Use against the law", zh: "违法使用" },
  usage_rules: { en: "Breach of the usage rules", zh: "违反使用规则" },
  terms_of_use: { en: "Breach of the terms of use", zh: "违反服务条款" },
  related_agreement: { en: "Breach of a related agreement", zh: "违反相关协议" },
  payment_fraud: { en: "Fraud with payments", zh: "支付欺诈" },
  referral_abuse: { en: "Abuse of referral rewards", zh: "滥用邀请奖励" },
} as const satisfies Record<ViolationGround, Text>;

/** Lines of steps against an account and of closing one. */
export const ACCOUNT_LINE_TEXTS = {
  violation_requests_pause: {
    en: "Requests pause at once; promised to {count} in flight",
    zh: "请求立即暂停；已为 {count} 个进行中请求预留",
  },
  violation_refund_kept: {
    en: "Refund {number}, requested in time, is still decided",
    zh: "退款 {number} 已及时申请，仍将作出决定",
  },
  violation_fees_kept: { en: "Paid for {plan:plan}, not refunded", zh: "{plan:plan} 套餐已付费用，不予退还" },
  violation_subscription_ends: {
    en: "The {plan:plan} subscription ends at once; paid for its term",
    zh: "{plan:plan} 套餐立即结束；本周期已付",
  },
  credits_lost_paid: { en: "Paid credits", zh: "已付费额度" },
  credits_lost_bonus: { en: "Bonus credits", zh: "充值赠送额度" },
  credits_lost_gift: { en: "Gift credits", zh: "赠送额度" },
  credits_lost_referral: { en: "Referral credits", zh: "邀请奖励额度" },
  credits_lost_reserved: { en: "Kept for refunds under way", zh: "为进行中退款保留" },
  credits_lost_total: { en: "Credits that are lost", zh: "作废额度合计" },
  close_gift_codes_end: {
    en: "{count} gifts that nobody redeemed end",
    zh: "{count} 份未兑换的礼品失效",
  },
  close_term_given_up: {
    en: "{plan:plan} ends now instead of {endsAt:instant}; refunded for it",
    zh: "{plan:plan} 套餐立即结束（原至 {endsAt:instant}）；就此退还",
  },
} as const satisfies Record<string, Text>;

/** Why a step against an account, or closing one, is impossible. */
export const ACCOUNT_REFUSAL_TEXTS = {
  account_closed: {
    reason: { en: "This account was closed by its owner.", zh: "该账户已由所有者关闭。" },
    help: {
      en: "A closed account stays closed; a new one can be opened.",
      zh: "已关闭的账户无法恢复，可注册新账户。",
    },
  },
  account_already_suspended: {
    reason: { en: "This account is suspended already.", zh: "该账户已处于暂停状态。" },
    help: { en: "Lift the suspension or terminate the account.", zh: "可解除暂停或终止账户。" },
  },
  account_not_suspended: {
    reason: { en: "This account is not suspended.", zh: "该账户未被暂停。" },
    help: {
      en: "Only a suspended account can be terminated or have its suspension lifted.",
      zh: "仅已暂停的账户可被终止或解除暂停。",
    },
  },
  violation_reason_missing: {
    reason: { en: "The reason is missing.", zh: "缺少原因说明。" },
    help: { en: "Write what happened; the customer reads it.", zh: "请说明事由，客户将看到该内容。" },
  },
  violation_evidence_missing: {
    reason: { en: "No evidence is named.", zh: "未指明证据。" },
    help: { en: "Name a note, file or case that shows it.", zh: "请指明可佐证的备注、文件或工单。" },
  },
  close_subscription_running: {
    reason: { en: "The {plan:plan} subscription is still running.", zh: "{plan:plan} 套餐仍在生效。" },
    help: { en: "Cancel it first, under Subscription.", zh: "请先在“订阅”页面取消。" },
  },
  close_auto_top_up_on: {
    reason: { en: "Automatic top-up is on.", zh: "自动充值处于开启状态。" },
    help: { en: "Switch it off first, under Credits.", zh: "请先在“额度”页面关闭。" },
  },
  close_checkout_open: {
    reason: {
      en: "A checkout is open until {until:instant}.",
      zh: "有一笔结账在 {until:instant} 前仍可付款。",
    },
    help: { en: "Try again when it has closed.", zh: "请待其关闭后再试。" },
  },
  close_requests_in_flight: {
    reason: {
      en: "{count} requests are in flight, promised {held:exactMoney}.",
      zh: "有 {count} 个进行中的请求，已预留 {held:exactMoney}。",
    },
    help: {
      en: "Stop sending requests and try again when they have ended.",
      zh: "请停止发送请求，待其结束后再试。",
    },
  },
  close_debt_open: {
    reason: { en: "The account owes {debt:exactMoney}.", zh: "账户欠费 {debt:exactMoney}。" },
    help: { en: "Top up to pay it.", zh: "请充值以结清欠费。" },
  },
  close_refund_open: {
    reason: {
      en: "Refunds under way: {refunds}, refund cases: {cases}.",
      zh: "进行中的退款 {refunds} 笔，退款工单 {cases} 件。",
    },
    help: { en: "Wait until they are decided and paid.", zh: "请等待其处理完成并到账。" },
  },
  close_dispute_open: {
    reason: { en: "Open payment disputes: {count}.", zh: "未了结的支付争议 {count} 起。" },
    help: {
      en: "Wait for your bank's decision, or withdraw it there.",
      zh: "请等待发卡行裁定，或向其撤回争议。",
    },
  },
  close_subject_change_open: {
    reason: { en: "A change of account subject is under way.", zh: "账户主体变更正在进行。" },
    help: { en: "Finish or withdraw it first.", zh: "请先完成或撤回变更。" },
  },
  close_refund_first: {
    reason: {
      en: "{amount:money} can still be refunded, until {until:instant}.",
      zh: "尚有 {amount:money} 可在 {until:instant} 前退款。",
    },
    help: {
      en: "Ask for the refund first, or close the account after that.",
      zh: "请先申请退款，或在此之后再关闭账户。",
    },
  },
  close_not_confirmed: {
    reason: {
      en: "What would be given up was not confirmed, or has changed since.",
      zh: "尚未确认将放弃的内容，或内容已发生变化。",
    },
    help: { en: "Review the amounts and confirm them anew.", zh: "请核对金额并重新确认。" },
  },
} as const satisfies Record<string, RefusalText>;
