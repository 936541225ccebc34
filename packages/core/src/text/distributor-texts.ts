import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Lines of a subscription that a distributor sold. */
export const DISTRIBUTOR_LINE_TEXTS = {
  distributor_plan: {
    en: "{plan:plan}, billed by {distributor}; charged here",
    zh: "{plan:plan} 套餐由 {distributor} 计费；本平台收取",
  },
  distributor_term_ends: { en: "Paid there until {endsAt:instant}", zh: "已在该渠道付费至 {endsAt:instant}" },
} as const satisfies Record<string, Text>;

/** Why what a distributor said cannot be followed; the operator reads it. */
export const DISTRIBUTOR_REFUSAL_TEXTS = {
  distributor_product_unknown: {
    reason: {
      en: "The product {product} of {distributor} is none of our plans yet.",
      zh: "{distributor} 的商品 {product} 尚未对应任何套餐。",
    },
    help: {
      en: "Say which plan it is; its notifications are then applied.",
      zh: "请指定其对应的套餐，相关通知随后会生效。",
    },
  },
  distributor_other_subscription: {
    reason: {
      en: "The account has another subscription that runs, on {plan:plan}.",
      zh: "该账户已有另一个生效中的 {plan:plan} 套餐。",
    },
    help: {
      en: "When one of the two has ended, apply the notification again.",
      zh: "待其中之一结束后，再次应用该通知。",
    },
  },
  distributor_nothing_to_serve: {
    reason: {
      en: "Nothing of this purchase has been paid for this account yet.",
      zh: "此购买尚无属于该账户的已付费周期。",
    },
    help: {
      en: "The notification that says so may still be on its way.",
      zh: "相关通知可能仍在途中。",
    },
  },
} as const satisfies Record<string, RefusalText>;
