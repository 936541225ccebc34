import { template } from "./template.ts";

/** E-mails about add-ons. */
export const ADD_ONS_TEMPLATES = {
  add_on_bought: template({
    params: ["order", "name", "quantity", "amount", "method"],
    subject: { en: "Receipt {order}: {quantity} × {name}", zh: "收据 {order}：{quantity} × {name}" },
    paragraphs: [
      {
        en: "Thank you. As you agreed, we charged {amount:money} once to {method} for order {order}: {quantity} × {name}.",
        zh: "感谢您的付款。按照您的同意，我们已从 {method} 一次性扣款 {amount:money}（订单 {order}）：{quantity} × {name}。",
      },
    ],
    closing: { en: "Keep this message as your receipt.", zh: "本邮件即为收据，请妥善保存。" },
  }),
  add_on_failed: template({
    params: ["order", "name", "quantity", "problem"],
    subject: { en: "{name} was not charged", zh: "{name} 扣款未成功" },
    paragraphs: [
      {
        en: "Order {order}, {quantity} × {name}, could not be charged: {problem}. Nothing was bought, and we will not try again by ourselves.",
        zh: "订单 {order}（{quantity} × {name}）扣款未成功：{problem}。本次未购买任何内容，我们也不会自行重试。",
      },
    ],
  }),
} as const;
