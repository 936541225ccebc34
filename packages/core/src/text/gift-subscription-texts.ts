import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Lines of decisions about subscriptions given as gifts. */
export const GIFT_SUBSCRIPTION_LINE_TEXTS = {
  gift_price: {
    en: "Gift: plan {plan:plan}, {terms} × one {interval:interval}",
    zh: "礼品：{plan:plan} 套餐，{terms} × 一{interval:interval}",
  },
  gift_included_usage: {
    en: "Usage included in each term, at list price",
    zh: "每个周期包含用量（按标价计）",
  },
  gift_redeemed: {
    en: "Plan {plan:plan} from {from:instant} until {until:instant}, paid by the giver",
    zh: "{plan:plan} 套餐，{from:instant} 至 {until:instant}，由赠送人付款",
  },
  gift_expired_unredeemed: {
    en: "Gift that nobody redeemed until {redeemBy:instant}",
    zh: "至 {redeemBy:instant} 仍无人兑换的礼品",
  },
} as const satisfies Record<string, Text>;

/** Why a gift is not sold, redeemed, cancelled or ended. */
export const GIFT_SUBSCRIPTION_REFUSAL_TEXTS = {
  gift_terms_out_of_range: {
    reason: { en: "A gift is of 1 to {max} terms.", zh: "礼品订阅可赠送 1 至 {max} 个周期。" },
    help: { en: "Choose a number in this range.", zh: "请选择该范围内的数量。" },
  },
  gift_message_too_long: {
    reason: { en: "The message has more than {max} characters.", zh: "留言超过 {max} 个字符。" },
    help: { en: "Write a shorter one.", zh: "请缩短留言。" },
  },
  gift_delivery_out_of_range: {
    reason: {
      en: "A gift is delivered now, or on a day within the next {days:dayCount}.",
      zh: "礼品可立即送出，或在未来 {days:dayCount}内送出。",
    },
    help: { en: "Choose another day.", zh: "请选择其他日期。" },
  },
  gift_code_unknown: {
    reason: { en: "There is no gift with this code.", zh: "没有与该兑换码对应的礼品。" },
    help: { en: "Check the code in the e-mail that brought it.", zh: "请核对邮件中的兑换码。" },
  },
  gift_already_redeemed: {
    reason: { en: "This gift has been redeemed.", zh: "该礼品已被兑换。" },
    help: { en: "A gift can be redeemed once.", zh: "每份礼品只能兑换一次。" },
  },
  gift_subscription_canceled: {
    reason: { en: "Whoever gave this gift has taken it back.", zh: "赠送人已取消该礼品。" },
    help: { en: "Ask the giver.", zh: "请联系赠送人。" },
  },
  gift_subscription_expired: {
    reason: {
      en: "This gift could be redeemed until {redeemBy:instant}.",
      zh: "该礼品的兑换截止时间为 {redeemBy:instant}。",
    },
    help: { en: "Contact support if you think this is a mistake.", zh: "如有疑问，请联系客服。" },
  },
  gift_payment_disputed: {
    reason: {
      en: "The payment for this gift is not settled at the moment.",
      zh: "该礼品的付款目前尚未结清。",
    },
    help: { en: "Ask the giver.", zh: "请联系赠送人。" },
  },
  gift_subscription_not_expired: {
    reason: {
      en: "This gift can be redeemed until {redeemBy:instant}.",
      zh: "该礼品在 {redeemBy:instant} 前可以兑换。",
    },
    help: { en: "Nothing is to be done before.", zh: "在此之前无需操作。" },
  },
  gift_other_plan: {
    reason: {
      en: "The gift is of {gift:plan}, and {running:plan} is running until {until:instant}.",
      zh: "礼品为 {gift:plan} 套餐，而当前 {running:plan} 套餐有效至 {until:instant}。",
    },
    help: {
      en: "Redeem it when that has ended; the code is good until {redeemBy:instant}. Cancel the renewal if you want the gift to take its place.",
      zh: "请在其结束后兑换，兑换码有效至 {redeemBy:instant}。如需以礼品接替，请先取消续订。",
    },
  },
  gift_past_due: {
    reason: { en: "The last renewal has not been paid.", zh: "最近一次续订尚未支付成功。" },
    help: {
      en: "Pay it or cancel the subscription, then redeem the gift.",
      zh: "请先完成支付或取消订阅，再兑换礼品。",
    },
  },
  gift_distributor_running: {
    reason: {
      en: "Your subscription is billed by {distributor}, so we cannot move its renewal.",
      zh: "您的订阅由 {distributor} 计费，我们无法调整其续订时间。",
    },
    help: {
      en: "Redeem the gift when that subscription has ended: {link}",
      zh: "请在该订阅结束后兑换礼品：{link}",
    },
  },
} as const satisfies Record<string, RefusalText>;
