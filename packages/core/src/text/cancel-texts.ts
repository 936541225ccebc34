import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Lines of decisions about cancelling. */
export const CANCEL_LINE_TEXTS = {
  renewal_at_old_price: {
    en: "One more renewal of {plan:plan}, at the price you have",
    zh: "{plan:plan} 套餐按现价再续订一次",
  },
  renewal_as_chosen: {
    en: "One more renewal, as {plan:plan}, which you had chosen",
    zh: "按您此前选择的 {plan:plan} 套餐再续订一次",
  },
  change_dropped_by_cancel: {
    en: "No longer comes: {plan:plan} from {at:instant}",
    zh: "不再生效：{at:instant} 起转为 {plan:plan} 套餐",
  },
  change_stands: {
    en: "As you had chosen: {plan:plan} from {at:instant}",
    zh: "按您此前的选择：{at:instant} 起转为 {plan:plan} 套餐",
  },
  renewals_before_price_change: {
    en: "Renewals before the new price: {count}, at the price you have",
    zh: "新价格生效前按现价续订：{count} 次",
  },
  price_change_avoided: {
    en: "New price from {from:instant}, not charged",
    zh: "{from:instant} 起的新价格，不再收取",
  },
  charged_after_cancel: { en: "Still to be charged", zh: "后续扣款合计" },
  refunded_by_cancel: { en: "Refunded by cancelling", zh: "取消订阅退款" },
  charged_at_renewal: { en: "Charged at the renewal", zh: "续订时扣款" },
} as const satisfies Record<string, Text>;

/** Why a subscription is not cancelled, or a cancellation not taken back. */
export const CANCEL_REFUSAL_TEXTS = {
  distributor_subscription: {
    reason: {
      en: "This subscription was bought through {distributor}, which bills, renews and cancels it.",
      zh: "此订阅通过 {distributor} 购买，其计费、续订与取消均由该渠道处理。",
    },
    help: { en: "Cancel it there: {link}", zh: "请前往该渠道取消：{link}" },
  },
  subscription_already_canceling: {
    reason: { en: "This subscription is cancelled already.", zh: "此订阅已取消。" },
    help: { en: "It can be taken back until it ends.", zh: "在到期前可以撤销取消。" },
  },
  subscription_not_canceling: {
    reason: { en: "This subscription is not cancelled.", zh: "此订阅未被取消。" },
    help: { en: "Nothing is to be taken back.", zh: "无需撤销。" },
  },
  subscription_refunding: {
    reason: { en: "A refund of this subscription is under way.", zh: "此订阅正在退款。" },
    help: {
      en: "It ends with the refund; if the refund fails, it can be cancelled then.",
      zh: "退款完成后订阅即结束；若退款失败，可届时再取消。",
    },
  },
  subscription_not_running: {
    reason: { en: "No subscription is running.", zh: "当前没有生效的订阅。" },
    help: { en: "Nothing will be charged.", zh: "不会产生任何扣款。" },
  },
  subscription_term_over: {
    reason: { en: "The term ended on {endsAt:instant}.", zh: "该周期已于 {endsAt:instant} 结束。" },
    help: { en: "Look again in a moment: it renews or ends now.", zh: "正在续订或结束，请稍后刷新。" },
  },
} as const satisfies Record<string, RefusalText>;
