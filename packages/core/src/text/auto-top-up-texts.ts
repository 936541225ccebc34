import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Lines of decisions about automatic top-up. */
export const AUTO_TOP_UP_LINE_TEXTS = {
  auto_top_up_charge: { en: "Charged to the card each time", zh: "每次从银行卡扣款" },
  auto_top_up_available: { en: "Available now", zh: "当前可用余额" },
  auto_top_up_threshold: { en: "When less than this is available", zh: "可用余额低于此金额时" },
  auto_top_up_month_before: { en: "Charged before in this month", zh: "本月此前已扣款" },
  auto_top_up_cap: { en: "At most in a calendar month", zh: "每个自然月上限" },
} as const satisfies Record<string, Text>;

/** Why automatic top-up is not switched on, or does not charge. */
export const AUTO_TOP_UP_REFUSAL_TEXTS = {
  auto_top_up_threshold_out_of_range: {
    reason: {
      en: "The threshold is at most the amount of one top-up, {max:money}.",
      zh: "触发余额不能高于单次充值金额 {max:money}。",
    },
    help: { en: "Choose a lower threshold or a larger amount.", zh: "请降低触发余额或提高充值金额。" },
  },
  auto_top_up_cap_out_of_range: {
    reason: {
      en: "The monthly cap is between {min:money}, one charge, and {max:money}.",
      zh: "每月上限须在 {min:money}（一次扣款）与 {max:money} 之间。",
    },
    help: { en: "Choose a cap in this range.", zh: "请选择该范围内的上限。" },
  },
  auto_top_up_no_card: {
    reason: { en: "There is no saved card to charge.", zh: "没有可扣款的已保存银行卡。" },
    help: {
      en: "Buy credits once with the card to be charged; it is saved then.",
      zh: "请先使用要扣款的银行卡充值一次，付款后将自动保存。",
    },
  },
  auto_top_up_consent_missing: {
    reason: {
      en: "Nobody agreed to exactly this charge.",
      zh: "尚未获得对该扣款的明确同意。",
    },
    help: {
      en: "Review the amounts and agree to them anew.",
      zh: "请核对金额并重新确认同意。",
    },
  },
  auto_top_up_off: {
    reason: { en: "Automatic top-up is not on.", zh: "自动充值未开启。" },
    help: { en: "The owner can switch it on under Credits.", zh: "账户所有者可在“额度”页面开启。" },
  },
  auto_top_up_under_way: {
    reason: { en: "A top-up is under way already.", zh: "已有一笔自动充值正在处理。" },
    help: { en: "Wait until it is done.", zh: "请等待其完成。" },
  },
  auto_top_up_not_low: {
    reason: {
      en: "The balance is not below {threshold:money}.",
      zh: "余额未低于 {threshold:money}。",
    },
    help: { en: "Nothing is to be done.", zh: "无需操作。" },
  },
  auto_top_up_cap_reached: {
    reason: {
      en: "The monthly cap of {cap:money} would be passed; {charged:money} were charged in this month.",
      zh: "将超过每月上限 {cap:money}；本月已扣款 {charged:money}。",
    },
    help: {
      en: "It goes on at {from:instant}. To have more now, buy credits or agree to a higher cap.",
      zh: "将于 {from:instant} 恢复。如需立即使用，请手动充值或同意更高的上限。",
    },
  },
} as const satisfies Record<string, RefusalText>;
