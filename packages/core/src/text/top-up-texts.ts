import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Refusals of topping up. */
export const TOP_UP_REFUSAL_TEXTS = {
  top_up_currency_mismatch: {
    reason: {
      en: "The amount is in {given}, the account's wallet in {wallet}.",
      zh: "金额币种为 {given}，而账户钱包币种为 {wallet}。",
    },
    help: { en: "Enter the amount in {wallet}.", zh: "请以 {wallet} 输入金额。" },
  },
  top_up_not_offered: {
    reason: { en: "Credits cannot be topped up in {currency}.", zh: "暂不支持以 {currency} 充值。" },
    help: { en: "Contact support about another way.", zh: "请联系客服了解其他方式。" },
  },
  top_up_amount_out_of_range: {
    reason: {
      en: "A top-up is at least {min:money} and at most {max:money}.",
      zh: "单笔充值金额为 {min:money} 至 {max:money}。",
    },
    help: { en: "Enter an amount within these limits.", zh: "请输入限额以内的金额。" },
  },
  payment_method_not_offered: {
    reason: {
      en: "Credits in {currency} cannot be paid in this way.",
      zh: "{currency} 额度暂不支持这种付款方式。",
    },
    help: { en: "Choose another way of paying.", zh: "请选择其他付款方式。" },
  },
  exchange_rate_missing: {
    reason: {
      en: "There is no current rate of exchange from {from} to {to}.",
      zh: "目前没有可用的 {from} 兑 {to} 汇率。",
    },
    help: { en: "Pay by card, or try again later.", zh: "请使用银行卡付款，或稍后再试。" },
  },
  top_up_not_whole_minor: {
    reason: {
      en: "The amount has more decimal places than can be charged.",
      zh: "金额的小数位数超出可支付的最小单位。",
    },
    help: { en: "Round it to the smallest unit of the currency.", zh: "请取整至该币种的最小单位。" },
  },
} as const satisfies Record<string, RefusalText>;

/** Lines of top-ups. */
export const TOP_UP_LINE_TEXTS = {
  top_up_credits: { en: "Paid credits", zh: "付费额度" },
  top_up_bonus: {
    en: "Bonus credits on top ({rate:bps}), not refundable",
    zh: "充值赠送额度（{rate:bps}），不可退款",
  },
  credits_in_all: { en: "Credits you receive in all", zh: "共获得额度" },
  charged_at_rate: {
    en: "Charged as {currency} {charged}, at {rate} {currency} for 1 {wallet}",
    zh: "实际扣款 {charged} {currency}（1 {wallet} = {rate} {currency}）",
  },
  debt_paid_first: { en: "of which pays earlier usage first", zh: "其中优先抵扣此前的欠费" },
  tax_contained: { en: "Tax contained", zh: "其中税费" },
  paid_credits_added: { en: "Paid credits added", zh: "付费额度入账" },
  bonus_credits_added: {
    en: "Bonus credits added, usable until {expiresAt:instant}",
    zh: "充值赠送额度入账，有效期至 {expiresAt:instant}",
  },
} as const satisfies Record<string, Text>;
