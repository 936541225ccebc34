import type { Text } from "./template.ts";

/** Labels of the lines of a refund, in the order of R4.2. */
export const REFUND_LINE_TEXTS = {
  total_paid: {
    en: "Total paid for {plan}, {paidAt:instant}",
    zh: "{plan} 已付总额，{paidAt:instant}",
  },
  actual_usage: { en: "Usage of this term, at list price", zh: "本周期实际使用（按公布价格）" },
  excused_usage: {
    en: "Usage that our reviewer does not count",
    zh: "审核人员决定不计入的使用",
  },
  unsettled_usage: {
    en: "Requests that did not report in time, counted in full",
    zh: "未及时结算的请求（按预留金额全额计入）",
  },
  already_refunded: { en: "Already refunded, fees included", zh: "已退金额（含手续费）" },
  usage_beyond_payment: {
    en: "Beyond the payment: covered by the plan, not charged",
    zh: "超出已付金额的部分（由套餐承担，不另收费）",
  },
  top_up_paid: {
    en: "Paid for top-up {order}, {paidAt:instant}",
    zh: "充值订单 {order} 已付金额，{paidAt:instant}",
  },
  usage_since_payment: {
    en: "Credits of every kind used since then",
    zh: "付款后使用的各类额度",
  },
  unused_paid_credits: {
    en: "Unused paid credits of top-up {order}, {paidAt:instant}",
    zh: "充值订单 {order} 未使用的付费额度，{paidAt:instant}",
  },
  bonus_spent: { en: "Bonus of this order that was used", zh: "该订单已使用的赠送额度" },
  used_in_flight: {
    en: "Used by requests that were still running when you submitted",
    zh: "提交时仍在运行的请求所使用的额度",
  },
  beyond_top_up: {
    en: "Used beyond this order, from other credits",
    zh: "超出该订单、由其他额度支付的使用",
  },
  beyond_unused_credits: {
    en: "Beyond the unused paid credits of this order",
    zh: "超出该订单未使用付费额度的部分",
  },
  refundable_balance: { en: "Refundable balance", zh: "可退余额" },
  platform_fee: { en: "Platform fee ({feeBps:bps})", zh: "平台手续费（{feeBps:bps}）" },
  rounding_remainder: {
    en: "Rounding down to what can be paid out",
    zh: "向下取整至可支付的最小单位",
  },
  tax_returned: { en: "Tax returned, in proportion", zh: "按比例退还的税款" },
  final_amount: { en: "Final amount", zh: "最终退款金额" },
  refund_leg: { en: "of which to payment {number}", zh: "其中退回第 {number} 笔付款" },
  expected_amount: {
    en: "Expected, if the requests still running use nothing more",
    zh: "预计金额（运行中的请求不再产生使用）",
  },
  floor_amount: {
    en: "At least, if they use all that is held for them",
    zh: "最低金额（预留额度全部用完）",
  },
  amount_expected_at_submit: { en: "Expected when submitted", zh: "提交时的预计金额" },
  settled_difference: {
    en: "Difference: requests that were still running when you submitted",
    zh: "差额：提交时仍在运行的请求所产生的使用",
  },
  wallet_debit_gross: {
    en: "Taken from your wallet: the refundable balance, fee included",
    zh: "从钱包扣除：可退余额（含手续费）",
  },
  wallet_debit_net: {
    en: "Taken from your wallet: only what is paid out",
    zh: "从钱包扣除：仅实际退款金额",
  },
  bonus_forfeited: {
    en: "Bonus credits of this order, which end with it",
    zh: "该订单的赠送额度（随退款失效）",
  },
  credits_returned: {
    en: "Back in your wallet, bonus included; what expires lives {away:hours} longer",
    zh: "已退回钱包（含赠送额度），有效期顺延 {away:hours}",
  },
  refund_not_delivered: { en: "Did not reach you", zh: "未能退达的金额" },
  term_returned: {
    en: "Your term is back, extended by {away:hours}, until {endsAt:instant}",
    zh: "您的订阅期已恢复，并顺延 {away:hours}，至 {endsAt:instant}",
  },
  owed_to_customer: {
    en: "Owed to you; our staff will contact you",
    zh: "我方仍欠您的金额，工作人员将与您联系",
  },
} as const satisfies Record<string, Text>;
