import { template } from "./template.ts";

/** E-mails about payments that find no order. */
export const ORDERS_TEMPLATES = {
  payment_returned: template({
    params: ["order", "amount", "method"],
    subject: { en: "Your payment for {order} is on its way back", zh: "订单 {order} 的付款正在退回" },
    paragraphs: [
      {
        en: "Order {order} needed no further payment. We are returning the {amount:money} paid with {method:method} in full, without any fee.",
        zh: "订单 {order} 无需再次付款。通过 {method:method} 支付的 {amount:money} 将全额退回，不收取任何费用。",
      },
      {
        en: "You need not do anything. Your bank decides when it shows.",
        zh: "您无需任何操作，到账时间取决于您的银行。",
      },
    ],
  }),
} as const;
