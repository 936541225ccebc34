import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Lines of decisions about add-ons. */
export const ADD_ON_LINE_TEXTS = {
  add_on_price: { en: "{quantity} × {name}, charged once", zh: "{quantity} × {name}，一次性收费" },
} as const satisfies Record<string, Text>;

/** Why an add-on is not charged. */
export const ADD_ON_REFUSAL_TEXTS = {
  add_on_not_for_sale: {
    reason: { en: "This add-on is not sold at present.", zh: "该增值服务目前不出售。" },
    help: { en: "Choose one that is listed.", zh: "请选择在售的增值服务。" },
  },
  add_on_currency_mismatch: {
    reason: {
      en: "This add-on is priced in {addOn}, the account pays in {wallet}.",
      zh: "该增值服务以 {addOn} 计价，而账户以 {wallet} 付款。",
    },
    help: { en: "Choose one that is priced in {wallet}.", zh: "请选择以 {wallet} 计价的增值服务。" },
  },
  add_on_quantity_out_of_range: {
    reason: { en: "Between 1 and {max} can be bought at a time.", zh: "每次可购买 1 至 {max} 份。" },
    help: { en: "Choose a number in this range.", zh: "请选择该范围内的数量。" },
  },
  add_on_no_card: {
    reason: { en: "There is no saved card to charge.", zh: "没有可扣款的已保存银行卡。" },
    help: { en: "Add a card under Billing.", zh: "请在“账单”页面添加银行卡。" },
  },
  add_on_consent_missing: {
    reason: { en: "Nobody agreed to this charge.", zh: "尚未获得对该扣款的同意。" },
    help: { en: "Review the amount and agree to it.", zh: "请核对金额并确认同意。" },
  },
  add_on_consent_differs: {
    reason: {
      en: "What was agreed to is not what would be charged now: {total:money}.",
      zh: "已同意的内容与本次应扣金额 {total:money} 不一致。",
    },
    help: { en: "Review the amount and agree to it anew.", zh: "请核对金额并重新确认同意。" },
  },
} as const satisfies Record<string, RefusalText>;
