import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Lines of decisions about renewals, failed charges and price changes. */
export const RENEWAL_LINE_TEXTS = {
  renewal_price_before: { en: "Price until now, before tax", zh: "此前价格（不含税）" },
  renewal_price_kept_no_notice: {
    en: "New price, not charged yet: its notice was not delivered",
    zh: "新价格，暂不收取：涨价通知尚未送达",
  },
  renewal_price_kept_bounced: {
    en: "New price, not charged yet: its notice came back",
    zh: "新价格，暂不收取：涨价通知被退回",
  },
  renewal_price_kept_late: {
    en: "New price, not charged yet: its notice came less than {days:dayCount} before",
    zh: "新价格，暂不收取：通知未能提前 {days:dayCount}送达",
  },
  renewal_price_kept_leaving: {
    en: "New price, not charged: you leave this plan after one more term",
    zh: "新价格，不再收取：您将在下一周期后停用该套餐",
  },
  renewal_last: {
    en: "Last renewal; it ends on {endsAt:instant}",
    zh: "最后一次续订，将于 {endsAt:instant} 结束",
  },
  renewal_ends_cancelled: { en: "Not charged: cancelled in time", zh: "不扣款：已及时取消" },
  renewal_ends_account_terminated: { en: "Not charged: the account was ended", zh: "不扣款：账户已终止" },
  renewal_ends_suspended: {
    en: "Not charged: the account stayed suspended",
    zh: "不扣款：账户持续处于暂停状态",
  },
  renewal_ends_gift_over: { en: "Not charged: a gift does not renew", zh: "不扣款：礼品订阅不自动续订" },
  renewal_ends_downgrade_to_free: {
    en: "Not charged: the Free plan was chosen",
    zh: "不扣款：已选择转为免费套餐",
  },
  renewal_ends_plan_free: { en: "Not charged: the plan costs nothing", zh: "不扣款：该套餐免费" },
  renewal_charge: { en: "Renewal that is unpaid, tax included", zh: "未付的续订费用（含税）" },
  renewal_charged_now: { en: "Charged to the card now", zh: "本次从银行卡扣款" },
  renewal_unpaid: { en: "Unpaid, tax included", zh: "待付金额（含税）" },
  price_change_before: { en: "Price now", zh: "当前价格" },
  price_change_after: { en: "Price from {from:instant}", zh: "{from:instant} 起的价格" },
  price_change_difference: {
    en: "Difference for one {interval:interval}",
    zh: "每一{interval:interval}的差额",
  },
} as const satisfies Record<string, Text>;

/** Why a subscription is not renewed or charged now, or a price change not planned. */
export const RENEWAL_REFUSAL_TEXTS = {
  renewal_not_due: {
    reason: { en: "This term runs until {endsAt:instant}.", zh: "当前周期至 {endsAt:instant} 为止。" },
    help: { en: "It renews then.", zh: "届时将自动续订。" },
  },
  renewal_under_way: {
    reason: { en: "This renewal is under way already.", zh: "本次续订已在处理中。" },
    help: {
      en: "Wait until the payment provider has answered.",
      zh: "请等待支付机构返回结果。",
    },
  },
  subscription_not_past_due: {
    reason: { en: "No renewal of this subscription is unpaid.", zh: "此订阅没有未付的续订费用。" },
    help: { en: "Nothing is to be paid.", zh: "无需付款。" },
  },
  price_change_same_price: {
    reason: { en: "Price and content are those in use.", zh: "价格与内容均与现行版本相同。" },
    help: { en: "Enter another amount or other content.", zh: "请输入不同的金额或内容。" },
  },
  price_change_currency_mismatch: {
    reason: {
      en: "The price in use is in {current}, the new one in {next}.",
      zh: "现行价格以 {current} 计，而新价格以 {next} 计。",
    },
    help: { en: "Enter the amount in {current}.", zh: "请以 {current} 输入金额。" },
  },
  price_change_in_past: {
    reason: {
      en: "{from:instant} has passed; a price never changes backwards.",
      zh: "{from:instant} 已过；价格不能追溯调整。",
    },
    help: { en: "Choose a later day.", zh: "请选择更晚的日期。" },
  },
  price_change_pending: {
    reason: {
      en: "Another change of this price is on its way.",
      zh: "该价格已有一项待生效的调整。",
    },
    help: { en: "Withdraw it first, or wait until it applies.", zh: "请先撤回该调整，或等待其生效。" },
  },
  price_change_taken_back: {
    reason: { en: "This price change was taken back.", zh: "该价格调整已被撤回。" },
    help: { en: "Your price stays as it is.", zh: "您的价格保持不变。" },
  },
  price_change_not_dearer: {
    reason: { en: "This change makes nothing dearer for you.", zh: "该调整不会提高您的价格。" },
    help: {
      en: "To cancel all the same, use the Subscription page.",
      zh: "如仍需取消，请前往“订阅”页面。",
    },
  },
  price_change_left_behind: {
    reason: {
      en: "You have chosen {plan:plan} from {at:instant} on: this price change does not reach you.",
      zh: "您已选择自 {at:instant} 起转为 {plan:plan} 套餐，该价格调整不会影响您。",
    },
    help: {
      en: "To cancel all the same, use the Subscription page.",
      zh: "如仍需取消，请前往“订阅”页面。",
    },
  },
  price_change_free_plan: {
    reason: { en: "The Free plan has no price.", zh: "免费套餐没有价格。" },
    help: { en: "Make a paid plan instead.", zh: "请改为新建付费套餐。" },
  },
  price_change_not_payable: {
    reason: {
      en: "A price is more than zero and has no parts of the smallest coin.",
      zh: "价格须大于零，且不得小于最小货币单位的精度。",
    },
    help: { en: "Enter an amount that a card can be charged.", zh: "请输入可以实际扣款的金额。" },
  },
} as const satisfies Record<string, RefusalText>;
