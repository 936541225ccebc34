import { template } from "./template.ts";

/** E-mails about plans that a distributor sold (T1.3). */
export const DISTRIBUTORS_TEMPLATES = {
  distributor_plan_started: template({
    params: ["plan", "distributor", "endsAt", "link"],
    subject: {
      en: "Your {plan:plan} plan from {distributor} is active",
      zh: "您通过 {distributor} 购买的 {plan:plan} 套餐已生效",
    },
    paragraphs: [
      {
        en: "You bought {plan:plan} at {distributor}. It is active here, paid until {endsAt:instant}.",
        zh: "您已通过 {distributor} 购买 {plan:plan} 套餐，现已生效，已付费至 {endsAt:instant}。",
      },
      {
        en: "{distributor} bills it: cancelling, refunds and payment are managed there, at {link}. We charge nothing for it.",
        zh: "该套餐由 {distributor} 计费：取消、退款与支付均在该渠道办理（{link}），我们不就此收费。",
      },
    ],
  }),
  distributor_plan_ended: template({
    params: ["plan", "distributor", "endedAt"],
    subject: {
      en: "Your {plan:plan} plan from {distributor} has ended",
      zh: "您通过 {distributor} 购买的 {plan:plan} 套餐已结束",
    },
    paragraphs: [
      {
        en: "By what {distributor} told us, your {plan:plan} plan ended on {endedAt:instant}. The account is on Free now; your credits stay yours.",
        zh: "根据 {distributor} 的通知，您的 {plan:plan} 套餐已于 {endedAt:instant} 结束。账户现为 Free，您的额度不受影响。",
      },
    ],
  }),
} as const;
