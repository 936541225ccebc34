import type { Text } from "../text/index.ts";

/** What stands on a document around its lines, on paper and on the screen. */
export const INVOICE_WORDS = {
  invoice: { en: "Invoice", zh: "发票" },
  credit_note: { en: "Credit note", zh: "红字票据" },
  number: { en: "Number", zh: "编号" },
  issued: { en: "Issued", zh: "开具时间" },
  order: { en: "Order", zh: "订单" },
  refund: { en: "Refund", zh: "退款" },
  credits: { en: "Takes back from", zh: "对应发票" },
  paid: { en: "Paid", zh: "付款时间" },
  paid_with: { en: "Paid with", zh: "付款方式" },
  returned_to: { en: "Returned to", zh: "退回至" },
  from: { en: "From", zh: "销售方" },
  to: { en: "Billed to", zh: "购买方" },
  tax_id: { en: "Tax id", zh: "税号" },
  what: { en: "Description", zh: "项目" },
  net: { en: "Net", zh: "金额（不含税）" },
  tax: { en: "Tax", zh: "税额" },
  gross: { en: "Amount", zh: "金额" },
  subtotal: { en: "Subtotal", zh: "不含税合计" },
  tax_at: { en: "Tax {rate:bps}", zh: "税费 {rate:bps}" },
  total_paid: { en: "Total paid", zh: "实付合计" },
  total_returned: { en: "Total returned", zh: "退款合计" },
  reverse_charge: {
    en: "Reverse charge: the recipient accounts for the tax.",
    zh: "适用反向征税：税款由购买方自行申报。",
  },
  hash: { en: "SHA-256 of this document's content", zh: "本文件内容的 SHA-256" },
  page: { en: "Page {page} of {pages}", zh: "第 {page} 页，共 {pages} 页" },
} as const satisfies Record<string, Text>;
