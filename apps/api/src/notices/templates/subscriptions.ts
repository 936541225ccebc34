import { template } from "./template.ts";

/** E-mails about subscriptions. */
export const SUBSCRIPTIONS_TEMPLATES = {
  subscription_started: template({
    params: ["order", "plan", "amount", "method", "renewsAt", "cancelBy", "refundUntil"],
    subject: { en: "Receipt {order}: {plan:plan} is active", zh: "收据 {order}：{plan:plan} 已生效" },
    paragraphs: [
      {
        en: "Thank you. We received {amount:money} with {method} for order {order}, and {plan:plan} is active now.",
        zh: "感谢您的付款。我们已通过 {method} 收到订单 {order} 的款项 {amount:money}，{plan:plan} 现已生效。",
      },
      {
        en: "It renews on {renewsAt:instant}. To stop that, cancel by {cancelBy:instant}.",
        zh: "将于 {renewsAt:instant} 自动续订；如不续订，请在 {cancelBy:instant} 之前取消。",
      },
      {
        en: "You can ask for your money back until {refundUntil:instant}, in Billing History.",
        zh: "您可在 {refundUntil:instant} 之前于“账单记录”中申请退款。",
      },
    ],
    closing: { en: "Keep this message as your receipt.", zh: "本邮件即为收据，请妥善保存。" },
  }),
  subscription_canceled: template({
    params: ["plan", "endsAt"],
    subject: {
      en: "Your {plan:plan} plan ends on {endsAt:instant}",
      zh: "您的 {plan:plan} 套餐将于 {endsAt:instant} 结束",
    },
    paragraphs: [
      {
        en: "You cancelled your {plan:plan} plan. Nothing more is charged, and you keep using it until {endsAt:instant}; then the account goes on with Free.",
        zh: "您已取消 {plan:plan} 套餐。此后不再扣款，您可继续使用至 {endsAt:instant}，之后账户转为 Free。",
      },
      {
        en: "Until then you can take the cancellation back on the Subscription page.",
        zh: "在此之前，您可在“订阅”页面撤销取消。",
      },
    ],
  }),
  subscription_canceled_late: template({
    params: ["plan", "renewsAs", "endsAt", "chargedAt", "total"],
    subject: {
      en: "Your {plan:plan} plan renews once more and ends on {endsAt:instant}",
      zh: "您的 {plan:plan} 套餐将再续订一次，并于 {endsAt:instant} 结束",
    },
    paragraphs: [
      {
        en: "You cancelled your {plan:plan} plan after the cut-off of its term. It renews once more on {chargedAt:instant}, as {renewsAs:plan} at the price you were shown for it: {total:money}. It ends on {endsAt:instant}.",
        zh: "您取消 {plan:plan} 套餐时已过当前周期的截止时间，因此将于 {chargedAt:instant} 以 {renewsAs:plan} 套餐、按此前向您展示的价格 {total:money} 再续订一次，并于 {endsAt:instant} 结束。",
      },
      {
        en: "Until the renewal you can take the cancellation back on the Subscription page.",
        zh: "在续订之前，您可在“订阅”页面撤销取消。",
      },
    ],
  }),
  subscription_cancel_undone: template({
    params: ["plan", "renewsAt", "cancelBy"],
    subject: { en: "Your {plan:plan} plan renews again", zh: "您的 {plan:plan} 套餐已恢复续订" },
    paragraphs: [
      {
        en: "You took the cancellation of your {plan:plan} plan back. It renews on {renewsAt:instant}, unless you cancel by {cancelBy:instant}.",
        zh: "您已撤销取消 {plan:plan} 套餐。如未在 {cancelBy:instant} 前取消，套餐将于 {renewsAt:instant} 续订。",
      },
    ],
  }),
  subscription_cancel_undone_to_change: template({
    params: ["plan", "changesTo", "at"],
    subject: {
      en: "Your {plan:plan} plan goes on, and changes to {changesTo:plan} on {at:instant}",
      zh: "您的 {plan:plan} 套餐将继续，并于 {at:instant} 变更为 {changesTo:plan}",
    },
    paragraphs: [
      {
        en: "You took the cancellation of your {plan:plan} plan back. The change that you had arranged before stands again: from {at:instant} on the account is on {changesTo:plan}.",
        zh: "您已撤销取消 {plan:plan} 套餐。您此前安排的变更恢复生效：自 {at:instant} 起，账户转为 {changesTo:plan} 套餐。",
      },
      {
        en: "What the next charge is, and when, stands below and on the Subscription page.",
        zh: "下次扣款的金额与时间见下文及“订阅”页面。",
      },
    ],
  }),
  subscription_ended: template({
    params: ["plan", "endedAt"],
    subject: { en: "Your {plan:plan} plan has ended", zh: "您的 {plan:plan} 套餐已结束" },
    paragraphs: [
      {
        en: "Your {plan:plan} plan ended on {endedAt:instant}, as you had cancelled it. The account is on Free now; your credits stay yours. You can subscribe again at any time.",
        zh: "您已取消的 {plan:plan} 套餐已于 {endedAt:instant} 结束。账户现为 Free，您的额度不受影响，可随时重新订阅。",
      },
    ],
  }),
} as const;
