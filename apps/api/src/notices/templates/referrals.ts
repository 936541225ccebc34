import { template } from "./template.ts";

/** E-mails about referral rewards. */
export const REFERRALS_TEMPLATES = {
  referral_rewarded: template({
    params: ["amount", "expiresAt"],
    subject: { en: "Your referral reward: {amount:money}", zh: "推荐奖励已到账：{amount:money}" },
    paragraphs: [
      {
        en: "Somebody you invited became a customer. We added {amount:money} to your credits; they can be used until {expiresAt:instant}. Thank you.",
        zh: "您邀请的朋友已成为我们的客户。我们已向您的账户发放 {amount:money} 额度，有效期至 {expiresAt:instant}。感谢您的推荐。",
      },
    ],
  }),
  referral_revoked: template({
    params: ["amount"],
    subject: { en: "A referral reward was taken back", zh: "一笔推荐奖励已收回" },
    paragraphs: [
      {
        en: "The order that a referral reward of yours depended on was returned. We took back what you had not spent of it: {amount:money}. What you had spent stays yours, and you owe nothing.",
        zh: "您一笔推荐奖励所依据的订单已退回。我们收回了其中未使用的 {amount:money}；已使用的部分仍归您所有，您无需补付任何款项。",
      },
    ],
  }),
  referral_restored: template({
    params: ["amount"],
    subject: { en: "A referral reward is back", zh: "一笔推荐奖励已恢复" },
    paragraphs: [
      {
        en: "The order behind a referral reward stands after all. The {amount:money} we had taken back are in your credits again, with the time they were away added to their expiry.",
        zh: "您一笔推荐奖励所依据的订单最终有效。此前收回的 {amount:money} 已重新计入您的额度，有效期按中断时长顺延。",
      },
    ],
  }),
} as const;
