import { template } from "./template.ts";

/** E-mails about saved cards. */
export const PAYMENT_METHODS_TEMPLATES = {
  card_expiring: template({
    params: ["card", "month"],
    subject: { en: "{card} expires in {month}", zh: "{card} 将于 {month} 到期" },
    paragraphs: [
      {
        en: "{card}, which is saved on your account, is valid until the end of {month}.",
        zh: "您账户中保存的银行卡 {card} 有效期至 {month} 月底。",
      },
      {
        en: "If your bank sent you a new one, add it under Billing and make it the default, so that renewals and automatic top-ups are not interrupted.",
        zh: "如银行已寄出新卡，请在“账单”页面添加并设为默认，以免影响套餐续费与自动充值。",
      },
    ],
    closing: {
      en: "Nothing is charged for this. You hear of each card once.",
      zh: "此提醒不涉及扣款。每张卡仅提醒一次。",
    },
  }),
} as const;
