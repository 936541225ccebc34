import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Why a refund that was made at the provider cannot be booked. Told to staff. */
export const OUTSIDE_REFUND_REFUSAL_TEXTS = {
  outside_refund_exceeds_payment: {
    reason: {
      en: "By our books only {left:money} are left of this payment.",
      zh: "按我方账目，该笔付款仅剩 {left:money}。",
    },
    help: {
      en: "First resolve the other differences of this payment: one of them says where the rest went.",
      zh: "请先处理该笔付款的其他差异，其中一项会说明其余金额的去向。",
    },
  },
} as const satisfies Record<string, RefusalText>;

/** Labels of the lines of a refund that was made at the provider. */
export const OUTSIDE_REFUND_LINE_TEXTS = {
  outside_refund: {
    en: "Returned at the provider for order {order}",
    zh: "订单 {order} 已在支付服务商处退款",
  },
  outside_credits_taken: {
    en: "Unspent credits of this order, which go with it",
    zh: "该订单未使用的额度（随退款扣除）",
  },
  outside_plan_ends: { en: "The plan ends: its whole payment is back", zh: "套餐终止：其付款已全部退回" },
} as const satisfies Record<string, Text>;
