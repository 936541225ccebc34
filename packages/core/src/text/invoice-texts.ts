import type { Text } from "./template.ts";

/** Labels of lines that only invoices and credit notes have. */
export const INVOICE_LINE_TEXTS = {
  order_total: { en: "Order {order}", zh: "订单 {order}" },
  surplus_payment: {
    en: "Payment beyond order {order}, to be returned in full",
    zh: "订单 {order} 的多付款项，将全额退回",
  },
  refund_bounced_back: {
    en: "Refund {refund} came back: its credit note is reversed",
    zh: "退款 {refund} 被退回：对应的红字票据予以冲回",
  },
} as const satisfies Record<string, Text>;
