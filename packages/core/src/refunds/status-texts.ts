import type { Text } from "../text/plain-template.ts";

/** What the customer sees (R4.3). */
export type ShownRefundStatus = "refunding" | "refunded" | "failed" | "canceled";

/** Tags of the statuses (R4.3). `refunding` needs `min` and `max`: the policy's business days until arrival. */
export const REFUND_STATUS_TEXTS: Record<ShownRefundStatus, Text> = {
  refunding: { en: "Refunding ({min}–{max} business days)", zh: "退款中（{min}–{max} 个工作日）" },
  refunded: { en: "Refunded", zh: "已退款" },
  failed: { en: "Failed (contact support)", zh: "失败（请联系客服）" },
  canceled: { en: "Canceled", zh: "已取消" },
};
