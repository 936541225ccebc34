import { template } from "./template.ts";

/** E-mails about gifts and expiring credits. */
export const WALLET_TEMPLATES = {
  gift_granted: template({
    params: ["reason", "amount", "expiresAt"],
    subject: { en: "{amount:money} in gift credits", zh: "您获得 {amount:money} 赠送额度" },
    paragraphs: [
      {
        en: "We added {amount:money} in gift credits to your account. They can be used until {expiresAt:instant}.",
        zh: "我们已向您的账户赠送 {amount:money} 额度，有效期至 {expiresAt:instant}。",
      },
      { en: "Reason given: {reason}", zh: "赠送原因：{reason}" },
    ],
  }),
  gift_revoked: template({
    params: ["reason", "amount"],
    subject: { en: "Gift credits taken back", zh: "赠送额度已收回" },
    paragraphs: [
      {
        en: "We took back {amount:money} of unspent gift credits. What you had spent stays spent.",
        zh: "我们收回了未使用的赠送额度 {amount:money}，已使用的部分不受影响。",
      },
      { en: "Reason given: {reason}", zh: "收回原因：{reason}" },
    ],
  }),
  credits_expiring: template({
    params: ["amount", "expiresAt", "lots"],
    subject: {
      en: "{amount:money} in credits expire soon",
      zh: "{amount:money} 额度即将到期",
    },
    paragraphs: [
      {
        en: "{amount:money} in credits on your account expire soon, the first on {expiresAt:instant}. Credits that expire next are used first; there is nothing you need to do.",
        zh: "您账户中有 {amount:money} 额度即将到期，最早到期时间为 {expiresAt:instant}。系统会优先使用最早到期的额度，您无需任何操作。",
      },
      { en: "{lots}", zh: "{lots}" },
    ],
  }),
} as const;
