import { template } from "./template.ts";

/** E-mails about changes of a plan's price. */
export const PRICE_CHANGES_TEMPLATES = {
  price_raise_announced: template({
    params: ["plan", "interval", "before", "after", "renewalAt", "cancelBy", "url"],
    subject: {
      en: "{plan:plan} will cost {after:money} from {renewalAt:instant}",
      zh: "{plan:plan} 套餐自 {renewalAt:instant} 起调整为 {after:money}",
    },
    paragraphs: [
      {
        en: "The price of your {plan:plan} plan changes from {before:money} to {after:money} for one {interval:interval}, before tax. What you have paid for stays as it is: the new price first applies to your renewal on {renewalAt:instant}. Renewals before that cost {before:money} as until now.",
        zh: "您的 {plan:plan} 套餐价格将由每一{interval:interval} {before:money} 调整为 {after:money}（不含税）。已付费的周期不受影响：新价格自您 {renewalAt:instant} 的续订起适用，在此之前的续订仍按 {before:money} 收取。",
      },
      {
        en: "You need not do anything to stay: continuing past that renewal accepts the new price. To leave instead, cancel by {cancelBy:instant}; you then keep the plan at the old price until {renewalAt:instant}.",
        zh: "如需继续使用，无需任何操作：在该次续订后继续使用即视为接受新价格。如不接受，请在 {cancelBy:instant} 之前取消，您可按原价使用至 {renewalAt:instant}。",
      },
    ],
    action: { en: "Cancel before it applies", zh: "在新价格生效前取消" },
    closing: {
      en: "The link shows what will happen; nothing is cancelled until you confirm it there. It serves this one purpose: keep it to yourself.",
      zh: "链接会先说明取消的后果，确认后才会取消。该链接仅用于此用途，请勿转发。",
    },
  }),
  price_raise_taken_back: template({
    params: ["plan"],
    subject: {
      en: "The price of your {plan:plan} plan stays as it is",
      zh: "您的 {plan:plan} 套餐价格保持不变",
    },
    paragraphs: [
      {
        en: "We announced a higher price for {plan:plan}. It was taken back before it applied: your renewals cost what they cost until now.",
        zh: "此前通知的 {plan:plan} 套餐涨价已在生效前撤回，您的续订价格保持不变。",
      },
      {
        en: "If you cancelled because of it, you can take that back on the Subscription page until the plan ends.",
        zh: "如您因此取消了套餐，可在套餐结束前于“订阅”页面撤销取消。",
      },
    ],
  }),
  subscription_canceled_before_raise: template({
    params: ["plan", "endsAt", "renewals", "total"],
    subject: {
      en: "Your {plan:plan} plan ends on {endsAt:instant}, before the new price",
      zh: "您的 {plan:plan} 套餐将于 {endsAt:instant} 新价格生效前结束",
    },
    paragraphs: [
      {
        en: "You cancelled your {plan:plan} plan. Renewals still to come before it ends: {renewals}, at the price you have, {total:money} each, tax included. It ends on {endsAt:instant}, and the new price is never charged.",
        zh: "您已取消 {plan:plan} 套餐。结束前还将按现价续订 {renewals} 次，每次 {total:money}（含税）。套餐将于 {endsAt:instant} 结束，不会收取新价格。",
      },
      {
        en: "Until then you can take the cancellation back on the Subscription page, or cancel there with the term that runs.",
        zh: "在此之前，您可在“订阅”页面撤销取消，或改为在当前周期结束时取消。",
      },
    ],
  }),
} as const;
