import type { RefusalText } from "./refusal-text.ts";

/** Refusals of agreeing on prices with one account (T1.1). */
export const PRICE_AGREEMENT_REFUSAL_TEXTS = {
  agreement_currency_mismatch: {
    reason: {
      en: "The agreed rates are in {agreed}, the account's wallet is in {wallet}.",
      zh: "约定价格以 {agreed} 计，而账户钱包币种为 {wallet}。",
    },
    help: { en: "State the rates in {wallet}.", zh: "请以 {wallet} 填写约定价格。" },
  },
  agreement_discount_out_of_range: {
    reason: {
      en: "A discount is more than nothing and at most {max:bps}.",
      zh: "折扣须大于零，且不超过 {max:bps}。",
    },
    help: { en: "State a discount within these limits.", zh: "请填写限额以内的折扣。" },
  },
  agreement_needs_models: {
    reason: {
      en: "Rates of its own hold for named models only.",
      zh: "约定的单价只能用于指定的模型。",
    },
    help: { en: "Name the models, or agree on a discount.", zh: "请指定模型，或改为约定折扣。" },
  },
  agreement_models_not_priced: {
    reason: {
      en: "These models have no list price: {models}.",
      zh: "以下模型没有标价：{models}。",
    },
    help: { en: "Check the names, or import their prices first.", zh: "请检查名称，或先导入其价格。" },
  },
  agreement_in_past: {
    reason: {
      en: "Prices do not change in the past; {effectiveFrom:instant} is over.",
      zh: "价格不能追溯变更，{effectiveFrom:instant} 已过。",
    },
    help: { en: "Let it begin now or later.", zh: "请选择现在或将来的时间生效。" },
  },
  agreement_ends_before_it_begins: {
    reason: { en: "It would end before it begins.", zh: "结束时间早于生效时间。" },
    help: { en: "Choose a later end, or none.", zh: "请选择更晚的结束时间，或不设结束时间。" },
  },
  agreement_already_ended: {
    reason: { en: "This agreement ended on {endsAt:instant}.", zh: "该价格协议已于 {endsAt:instant} 终止。" },
    help: { en: "Make a new one.", zh: "请另立新的协议。" },
  },
  agreement_end_in_past: {
    reason: { en: "Usage until now was rated under it.", zh: "此前的用量已按该协议计价。" },
    help: { en: "Let it end now or later.", zh: "请选择现在或将来的时间终止。" },
  },
  agreement_end_later: {
    reason: {
      en: "It was agreed until {endsAt:instant} and cannot be prolonged.",
      zh: "该协议约定至 {endsAt:instant}，不能延长。",
    },
    help: { en: "Make a new agreement from then on.", zh: "请自该时间起另立新的协议。" },
  },
} as const satisfies Record<string, RefusalText>;
