import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Lines of decisions about changing a plan. What was paid stands as a deduction, what is used up of it is added back. */
export const PLAN_CHANGE_LINE_TEXTS = {
  change_paid_before: { en: "Paid for the running term, before tax", zh: "当前周期已付金额（税前）" },
  change_credited_before: {
    en: "Credited to the running term from an earlier one",
    zh: "此前周期转入当前周期的抵扣金额",
  },
  change_refunded_before: { en: "Already refunded of the running term", zh: "当前周期已退金额" },
  change_time_gone: {
    en: "Used up: {gone:hours} of the term have passed",
    zh: "已消耗：当前周期已过去 {gone:hours}",
  },
  change_usage_beyond: {
    en: "Used up: usage beyond the share of time passed",
    zh: "已消耗：超出时间进度的用量",
  },
  change_credit_rounding: {
    en: "Credit rounded down to what can be charged",
    zh: "抵扣金额向下取整至可扣款的最小单位",
  },
  change_due_before_tax: { en: "Price less credit", zh: "抵扣后价格" },
  change_credit: {
    en: "Credited for the rest of the running term; never paid out",
    zh: "当前周期剩余价值抵扣，不可提现",
  },
  change_renews_first: {
    en: "Charged on {at:instant}: {plan:plan} renews once more, tax included",
    zh: "{at:instant} 扣款：{plan:plan} 套餐再续订一次（含税）",
  },
  change_charged_then: { en: "Charged on {at:instant}", zh: "{at:instant} 扣款" },
  change_to_free: { en: "Free plan from {at:instant} on", zh: "自 {at:instant} 起转为免费套餐" },
} as const satisfies Record<string, Text>;

/** Why a plan is not changed, or a change not taken back. */
export const PLAN_CHANGE_REFUSAL_TEXTS = {
  plan_change_distributor: {
    reason: {
      en: "This subscription was bought through {distributor}, which changes and bills it.",
      zh: "此订阅通过 {distributor} 购买，其变更与计费均由该渠道处理。",
    },
    help: { en: "Change the plan there: {link}", zh: "请前往该渠道变更套餐：{link}" },
  },
  plan_change_canceling: {
    reason: { en: "This subscription is cancelled.", zh: "此订阅已取消。" },
    help: { en: "Take the cancellation back first.", zh: "请先撤销取消。" },
  },
  plan_change_past_due: {
    reason: { en: "The last renewal has not been paid.", zh: "最近一次续订尚未支付成功。" },
    help: { en: "Pay it or replace the card first.", zh: "请先完成支付或更换银行卡。" },
  },
  plan_change_same: {
    reason: {
      en: "{plan:plan}, paid by the {interval:interval}, is what runs already.",
      zh: "当前已是 {plan:plan} 套餐，每期一{interval:interval}。",
    },
    help: { en: "Choose another plan or another length.", zh: "请选择其他套餐或周期。" },
  },
  plan_change_already_scheduled: {
    reason: {
      en: "This change is arranged already, for {at:instant}.",
      zh: "该变更已安排于 {at:instant} 生效。",
    },
    help: { en: "Nothing is left to do.", zh: "无需再次操作。" },
  },
  plan_not_for_sale: {
    reason: { en: "This plan is not sold at present.", zh: "该套餐目前不出售。" },
    help: { en: "Choose one that is listed.", zh: "请选择在售套餐。" },
  },
  plan_price_not_current: {
    reason: { en: "The price of this plan has changed meanwhile.", zh: "该套餐的价格已更新。" },
    help: { en: "Look at the present price and confirm again.", zh: "请查看当前价格并重新确认。" },
  },
  plan_change_gift: {
    reason: {
      en: "A gift is paid for until {until:instant}; what was a gift is never turned into credit.",
      zh: "礼品订阅有效至 {until:instant}；礼品价值不能用于抵扣。",
    },
    help: {
      en: "Another plan can be bought then; another gift of the same plan makes it last longer.",
      zh: "届时可购买其他套餐；同一套餐的礼品可用于延长时间。",
    },
  },
  plan_change_none: {
    reason: { en: "No change of plan is arranged.", zh: "没有已安排的套餐变更。" },
    help: { en: "Nothing is to be taken back.", zh: "无需撤销。" },
  },
  plan_change_cutoff_passed: {
    reason: {
      en: "The change could be taken back until {until:instant}.",
      zh: "该变更的撤销截止时间为 {until:instant}。",
    },
    help: {
      en: "Once it has taken effect, change to the plan you want.",
      zh: "变更生效后，可再选择所需套餐。",
    },
  },
} as const satisfies Record<string, RefusalText>;
