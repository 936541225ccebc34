import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Refusals of the referral programme. The referrer reads them: they tell nothing about the other account. */
export const REFERRAL_REFUSAL_TEXTS = {
  referral_decided: {
    reason: { en: "This referral does not wait for a decision.", zh: "该推荐当前无需裁定。" },
    help: { en: "Its state says what became of it.", zh: "结果请见其状态。" },
  },
  referral_window_open: {
    reason: {
      en: "The order can still be returned until {dueAt:instant}.",
      zh: "该订单在 {dueAt:instant} 之前仍可退款。",
    },
    help: { en: "The reward follows when that time is over.", zh: "期限届满后再发放奖励。" },
  },
  referral_order_in_question: {
    reason: { en: "The order is being reviewed.", zh: "该订单正在核查中。" },
    help: { en: "The reward follows if it stands.", zh: "如订单有效，奖励随后发放。" },
  },
  referral_order_returned: {
    reason: { en: "The order was returned.", zh: "该订单已退回。" },
    help: { en: "An order that does not stand earns no reward.", zh: "未成立的订单不产生奖励。" },
  },
  referral_order_stands: {
    reason: { en: "The order stands, so its reward does too.", zh: "订单有效，奖励亦有效。" },
    help: { en: "Nothing is left to do.", zh: "无需操作。" },
  },
  referral_same_person: {
    reason: {
      en: "Both accounts appear to belong to the same person.",
      zh: "两个账户似乎属于同一人。",
    },
    help: {
      en: "Nobody is rewarded for inviting themselves. Contact support if these are two people.",
      zh: "推荐本人不予奖励。如确属两人，请联系客服。",
    },
  },
  referral_other_ended: {
    reason: { en: "The invited account has ended.", zh: "被邀请的账户已终止。" },
    help: { en: "An account that ended earns no reward.", zh: "已终止的账户不产生奖励。" },
  },
  referral_other_suspended: {
    reason: { en: "The invited account is suspended.", zh: "被邀请的账户已被暂停。" },
    help: { en: "The referral waits until that is settled.", zh: "该推荐将等待其处理结果。" },
  },
  referral_not_offered: {
    reason: {
      en: "There is no referral reward for accounts in {currency}.",
      zh: "币种为 {currency} 的账户暂无推荐奖励。",
    },
    help: { en: "Invitations are welcome all the same.", zh: "仍欢迎您邀请朋友。" },
  },
  referral_month_full: {
    reason: {
      en: "You have received all {max} rewards of this month.",
      zh: "本月的 {max} 次奖励已全部发放。",
    },
    help: { en: "Referrals of next month are rewarded again.", zh: "下月的推荐将重新获得奖励。" },
  },
  referral_lapsed: {
    reason: { en: "No order came in time.", zh: "未在期限内产生订单。" },
    help: {
      en: "An order counts for some time after the account was opened.",
      zh: "订单须在开户后的规定期限内付款。",
    },
  },
  referral_holder_changed: {
    reason: {
      en: "One of the two accounts passed to another holder; links between accounts ended then (C4.2).",
      zh: "其中一个账户已变更主体，账户之间的关联随之终止（C4.2）。",
    },
    help: { en: "The new holder can invite anew.", zh: "新主体可重新发出邀请。" },
  },
  referral_not_rewarded: {
    reason: { en: "This referral has no reward to take back.", zh: "该推荐没有可收回的奖励。" },
    help: { en: "Nothing is left to do.", zh: "无需操作。" },
  },
  referral_not_revoked: {
    reason: { en: "The reward was not taken back.", zh: "该奖励未被收回。" },
    help: { en: "Nothing is left to do.", zh: "无需操作。" },
  },
  referral_promised: {
    reason: {
      en: "Requests in flight were promised {promised:money} of these credits.",
      zh: "进行中的请求已预留其中 {promised:money} 额度。",
    },
    help: {
      en: "It is tried again when they have ended; that takes a quarter of an hour at most.",
      zh: "请求结束后将自动重试，最长约一刻钟。",
    },
  },
} as const satisfies Record<string, RefusalText>;

/** Lines of decisions about referral rewards. */
export const REFERRAL_LINE_TEXTS = {
  referral_rewarded: { en: "Referral reward", zh: "推荐奖励" },
  referral_revoked: { en: "Referral reward taken back", zh: "收回的推荐奖励" },
  referral_kept: { en: "Already spent, not taken back", zh: "已使用，不予收回" },
  referral_restored: { en: "Referral reward returned", zh: "恢复的推荐奖励" },
} as const satisfies Record<string, Text>;
