import { template } from "./template.ts";

const pay = { en: "Pay, or use another card", zh: "付款或更换银行卡" } as const;

/** E-mails about renewals (T2.2) and their dunning. */
export const RENEWALS_TEMPLATES = {
  subscription_renewed: template({
    params: ["order", "plan", "amount", "method", "renewsAt", "cancelBy"],
    subject: { en: "Receipt {order}: {plan:plan} was renewed", zh: "收据 {order}：{plan:plan} 已续订" },
    paragraphs: [
      {
        en: "We received {amount:money} with {method} for order {order}, and your {plan:plan} plan goes on.",
        zh: "我们已通过 {method} 收到订单 {order} 的款项 {amount:money}，您的 {plan:plan} 套餐已续订。",
      },
      {
        en: "It renews next on {renewsAt:instant}. To stop that, cancel by {cancelBy:instant}.",
        zh: "下次续订时间为 {renewsAt:instant}；如不续订，请在 {cancelBy:instant} 之前取消。",
      },
    ],
    closing: { en: "Keep this message as your receipt.", zh: "本邮件即为收据，请妥善保存。" },
  }),
  subscription_renewed_last: template({
    params: ["order", "plan", "amount", "method", "endsAt"],
    subject: {
      en: "Receipt {order}: {plan:plan} was renewed once more",
      zh: "收据 {order}：{plan:plan} 已最后一次续订",
    },
    paragraphs: [
      {
        en: "We received {amount:money} with {method} for order {order}, the renewal that your cancellation left standing.",
        zh: "我们已通过 {method} 收到订单 {order} 的款项 {amount:money}，即您取消后仍需支付的最后一次续订。",
      },
      {
        en: "Your {plan:plan} plan ends on {endsAt:instant}. Nothing more is charged.",
        zh: "您的 {plan:plan} 套餐将于 {endsAt:instant} 结束，此后不再扣款。",
      },
    ],
    closing: { en: "Keep this message as your receipt.", zh: "本邮件即为收据，请妥善保存。" },
  }),
  renewal_failed: template({
    params: ["plan", "total", "method", "problem", "nextTryAt", "graceEndsAt", "url"],
    subject: { en: "Your {plan:plan} plan could not be renewed", zh: "您的 {plan:plan} 套餐续订扣款失败" },
    paragraphs: [
      {
        en: "{total:money} could not be charged to {method}. What the card's bank said: {problem}",
        zh: "未能从 {method} 扣款 {total:money}。发卡行的答复：{problem}",
      },
      {
        en: "We try again on {nextTryAt:instant}. Until it is paid, the usage that your plan includes is paused; your credits work.",
        zh: "我们将于 {nextTryAt:instant} 再次尝试扣款。付清之前，套餐内含用量暂停使用，您的额度照常可用。",
      },
      {
        en: "You keep the plan and its price if it is paid by {graceEndsAt:instant}.",
        zh: "只要在 {graceEndsAt:instant} 之前付清，您的套餐和价格都保持不变。",
      },
    ],
    action: pay,
  }),
  renewal_failed_last: template({
    params: ["plan", "total", "method", "problem", "graceEndsAt", "url"],
    subject: {
      en: "Pay for your {plan:plan} plan by {graceEndsAt:instant} to keep it",
      zh: "请在 {graceEndsAt:instant} 前付款以保留您的 {plan:plan} 套餐",
    },
    paragraphs: [
      {
        en: "{total:money} could not be charged to {method}, and we do not try this card again. What its bank said: {problem}",
        zh: "未能从 {method} 扣款 {total:money}，我们不会再对此卡尝试扣款。发卡行的答复：{problem}",
      },
      {
        en: "Until it is paid, the usage that your plan includes is paused. Without a payment by {graceEndsAt:instant} the account goes on with Free.",
        zh: "付清之前，套餐内含用量暂停使用。如在 {graceEndsAt:instant} 前仍未付款，账户将转为 Free。",
      },
    ],
    action: pay,
  }),
  renewal_action_needed: template({
    params: ["plan", "total", "method", "graceEndsAt", "url"],
    subject: { en: "Confirm the payment for your {plan:plan} plan", zh: "请确认您的 {plan:plan} 套餐付款" },
    paragraphs: [
      {
        en: "The bank of {method} asks you to confirm {total:money} for the renewal of your {plan:plan} plan. Nothing was charged.",
        zh: "{method} 的发卡行要求您确认 {plan:plan} 套餐的续订款项 {total:money}，目前尚未扣款。",
      },
      {
        en: "Confirm it by {graceEndsAt:instant}; otherwise the account goes on with Free then. Until it is paid, the usage that your plan includes is paused.",
        zh: "请在 {graceEndsAt:instant} 前完成确认，否则届时账户将转为 Free。付清之前，套餐内含用量暂停使用。",
      },
    ],
    action: { en: "Confirm the payment", zh: "确认付款" },
  }),
  renewal_card_missing: template({
    params: ["plan", "total", "graceEndsAt", "url"],
    subject: { en: "Your {plan:plan} plan needs a card to renew", zh: "您的 {plan:plan} 套餐续订缺少银行卡" },
    paragraphs: [
      {
        en: "Your {plan:plan} plan was to renew for {total:money}, and there is no card to charge. Nothing was charged.",
        zh: "您的 {plan:plan} 套餐应续订，金额 {total:money}，但账户中没有可扣款的银行卡，目前尚未扣款。",
      },
      {
        en: "Pay by {graceEndsAt:instant} to keep the plan; otherwise the account goes on with Free then. Until it is paid, the usage that your plan includes is paused.",
        zh: "请在 {graceEndsAt:instant} 前付款以保留套餐，否则届时账户将转为 Free。付清之前，套餐内含用量暂停使用。",
      },
    ],
    action: { en: "Pay with a card", zh: "使用银行卡付款" },
  }),
  plan_lapsed: template({
    params: ["plan", "total"],
    subject: {
      en: "Your {plan:plan} plan has ended: it was not paid",
      zh: "您的 {plan:plan} 套餐因未付款已结束",
    },
    paragraphs: [
      {
        en: "The renewal of your {plan:plan} plan for {total:money} was not paid in time. Nothing was charged and nothing is owed. The account is on Free now; your credits stay yours. You can subscribe again at any time.",
        zh: "您的 {plan:plan} 套餐续订款项 {total:money} 未在期限内付清，我们没有扣款，您也没有任何欠款。账户现为 Free，您的额度不受影响，可随时重新订阅。",
      },
    ],
  }),
  plan_ended_at_term: template({
    params: ["plan", "endedAt"],
    subject: { en: "Your {plan:plan} plan has ended", zh: "您的 {plan:plan} 套餐已结束" },
    paragraphs: [
      {
        en: "The term of your {plan:plan} plan was over on {endedAt:instant} and nothing follows it. Nothing was charged. The account is on Free now; your credits stay yours. You can subscribe again at any time.",
        zh: "您的 {plan:plan} 套餐周期已于 {endedAt:instant} 届满，之后不再续订，也没有扣款。账户现为 Free，您的额度不受影响，可随时重新订阅。",
      },
    ],
  }),
} as const;
