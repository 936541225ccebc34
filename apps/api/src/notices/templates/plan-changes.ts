import { template } from "./template.ts";

/** E-mails about changes of plan. */
export const PLAN_CHANGES_TEMPLATES = {
  plan_upgraded: template({
    params: ["order", "plan", "amount", "credit", "method", "renewsAt", "cancelBy", "refundUntil"],
    subject: {
      en: "Receipt {order}: you are on {plan:plan} now",
      zh: "收据 {order}：您已升级为 {plan:plan} 套餐",
    },
    paragraphs: [
      {
        en: "We received {amount:money} with {method} for order {order}. {credit:money} of the plan you had was not used up and is credited; how it was worked out stands below.",
        zh: "我们已通过 {method} 收到订单 {order} 的款项 {amount:money}。您原套餐尚未用完的价值 {credit:money} 已用于抵扣，计算明细见下。",
      },
      {
        en: "A new term of {plan:plan} has begun. It renews on {renewsAt:instant}. To stop that, cancel by {cancelBy:instant}.",
        zh: "{plan:plan} 套餐的新周期已开始，将于 {renewsAt:instant} 自动续订；如不续订，请在 {cancelBy:instant} 之前取消。",
      },
      {
        en: "You can ask for a refund of this payment until {refundUntil:instant}, in Billing History. Your earlier plan then comes back with the time it had left; the credit is never paid out.",
        zh: "您可在 {refundUntil:instant} 之前于“账单记录”中申请退还本次付款。退款后，原套餐将按当时的剩余时间恢复；抵扣金额不予退付。",
      },
    ],
    closing: { en: "Keep this message as your receipt.", zh: "本邮件即为收据，请妥善保存。" },
  }),
  plan_change_scheduled: template({
    params: ["plan", "at", "undoUntil"],
    subject: {
      en: "Your plan changes to {plan:plan} on {at:instant}",
      zh: "您的套餐将于 {at:instant} 变更为 {plan:plan}",
    },
    paragraphs: [
      {
        en: "You keep what you paid for until {at:instant}. From then on the account is on {plan:plan}. Nothing is charged and nothing is given back now.",
        zh: "在 {at:instant} 之前，您可继续使用已付费的套餐；此后账户转为 {plan:plan} 套餐。目前不产生扣款，也不产生退款。",
      },
      {
        en: "You can take the change back until {undoUntil:instant}, on the Subscription page.",
        zh: "您可在 {undoUntil:instant} 之前于“订阅”页面撤销此变更。",
      },
    ],
  }),
  plan_change_taken_back: template({
    params: ["plan", "renewsAt", "cancelBy"],
    subject: { en: "You stay on {plan:plan}", zh: "您将继续使用 {plan:plan} 套餐" },
    paragraphs: [
      {
        en: "You took the change of your plan back. {plan:plan} renews on {renewsAt:instant}, unless you cancel by {cancelBy:instant}.",
        zh: "您已撤销套餐变更。如未在 {cancelBy:instant} 前取消，{plan:plan} 套餐将于 {renewsAt:instant} 续订。",
      },
    ],
  }),
  plan_change_applied: template({
    params: ["plan", "at"],
    subject: { en: "You are on {plan:plan} now", zh: "您的套餐已变更为 {plan:plan}" },
    paragraphs: [
      {
        en: "The change of your plan that you arranged took effect on {at:instant}: the account is on {plan:plan}.",
        zh: "您此前安排的套餐变更已于 {at:instant} 生效，账户现为 {plan:plan} 套餐。",
      },
    ],
  }),
  upgrade_payment_returned: template({
    params: ["order", "amount", "method"],
    subject: { en: "Your payment for {order} is on its way back", zh: "订单 {order} 的付款正在退回" },
    paragraphs: [
      {
        en: "Your payment for the upgrade {order} arrived after its quote had closed, or after your plan had changed. The credit in its price no longer held, so the upgrade was not made. We are returning the {amount:money} paid with {method} in full, without any fee.",
        zh: "升级订单 {order} 的付款到账时，报价已失效或您的套餐已变更，价格中的抵扣不再成立，因此未执行升级。通过 {method} 支付的 {amount:money} 将全额退回，不收取任何费用。",
      },
      {
        en: "Your plan goes on as it was. You can ask for a new quote on the Subscription page.",
        zh: "您的套餐保持不变，可在“订阅”页面重新获取报价。",
      },
    ],
  }),
} as const;
