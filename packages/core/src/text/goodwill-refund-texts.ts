import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Why a refund out of goodwill cannot be given like that. Told to staff. */
export const GOODWILL_REFUND_REFUSAL_TEXTS = {
  goodwill_amount_out_of_range: {
    reason: {
      en: "Of this payment between {least:money} and {left:money} can be returned, in what its provider can pay.",
      zh: "该笔付款可退金额为 {least:money} 至 {left:money}，且须为服务商可支付的金额。",
    },
    help: { en: "Choose an amount within these.", zh: "请填写该范围内的金额。" },
  },
  goodwill_related_person: {
    reason: {
      en: "Whoever proposes or approves it must not belong to the account, now or before.",
      zh: "提议人与批准人均不得为该账户的现任或前任成员。",
    },
    help: { en: "Ask a colleague who has nothing to do with it.", zh: "请由与该账户无关的同事处理。" },
  },
  goodwill_same_person: {
    reason: {
      en: "You proposed it yourself; another person approves it.",
      zh: "该退款由您本人提议，须由另一人批准。",
    },
    help: { en: "Ask a colleague to look at it.", zh: "请同事复核。" },
  },
} as const satisfies Record<string, RefusalText>;

/** Labels of the lines of a refund out of goodwill. */
export const GOODWILL_REFUND_LINE_TEXTS = {
  goodwill_refund: { en: "Returned out of goodwill for order {order}", zh: "订单 {order} 的善意退款" },
  goodwill_left: { en: "Left of the payment afterwards", zh: "退款后该笔付款的剩余金额" },
} as const satisfies Record<string, Text>;
