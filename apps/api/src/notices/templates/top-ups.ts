import { template } from "./template.ts";

/** E-mails about top-ups. */
export const TOP_UPS_TEMPLATES = {
  top_up_received: template({
    params: ["order", "amount", "credits", "method", "refundUntil"],
    subject: {
      en: "Receipt {order}: {credits:money} in credits",
      zh: "收据 {order}：{credits:money} 额度已到账",
    },
    paragraphs: [
      {
        en: "Thank you. We received {amount:money} with {method:method} for order {order}, and {credits:money} in credits can be used now.",
        zh: "感谢您的付款。我们已通过 {method:method} 收到订单 {order} 的款项 {amount:money}，{credits:money} 额度现已可用。",
      },
      {
        en: "Unused paid credits of this order can be refunded until {refundUntil:instant}. Usage counts in every order whose window is open then; bonus credits are not refundable.",
        zh: "您可在 {refundUntil:instant} 之前申请退还本订单中未使用的付费额度。期间的使用会计入所有仍在退款期限内的订单；赠送额度不予退款。",
      },
    ],
    closing: { en: "Keep this message as your receipt.", zh: "本邮件即为收据，请妥善保存。" },
  }),
} as const;
