import { template } from "./template.ts";

const FOR_YOU = {
  subject: { en: "A gift for you: the {plan:plan} plan", zh: "您收到一份礼物：{plan:plan} 套餐" },
  opening: {
    en: "{sender} has given you the {plan:plan} plan: {terms} × one {interval:interval}, paid in full. Nothing is charged to you.",
    zh: "{sender} 赠送您 {plan:plan} 套餐：{terms} × 一{interval:interval}，款项已付清，您无需支付任何费用。",
  },
  code: {
    en: "Your code: {code}\nRedeem it by {redeemBy:instant}. It stands in place of any code of an earlier message about this gift.",
    zh: "兑换码：{code}\n请在 {redeemBy:instant} 之前兑换。此前邮件中该礼品的兑换码已失效。",
  },
  action: { en: "Redeem your gift", zh: "兑换礼品" },
  closing: {
    en: "Whoever has the code can redeem it, so keep it to yourself. Gift subscriptions are not eligible for refunds. If you do not know the giver, you can ignore this message.",
    zh: "任何持有兑换码的人均可兑换，请勿转发。礼品订阅不支持退款。如不认识赠送人，可忽略本邮件。",
  },
} as const;

/** E-mails about subscriptions given as gifts. What the giver wrote stands apart, as the giver's words. */
export const GIFT_SUBSCRIPTIONS_TEMPLATES = {
  gift_for_you: template({
    params: ["sender", "plan", "interval", "terms", "code", "redeemBy", "url"],
    subject: FOR_YOU.subject,
    paragraphs: [FOR_YOU.opening, FOR_YOU.code],
    action: FOR_YOU.action,
    closing: FOR_YOU.closing,
    secret: true,
  }),
  gift_for_you_with_message: template({
    params: ["sender", "message", "plan", "interval", "terms", "code", "redeemBy", "url"],
    subject: FOR_YOU.subject,
    paragraphs: [
      FOR_YOU.opening,
      { en: "{sender} writes:\n“{message}”", zh: "{sender} 留言：\n“{message}”" },
      FOR_YOU.code,
    ],
    action: FOR_YOU.action,
    closing: FOR_YOU.closing,
    secret: true,
  }),
  gift_bought: template({
    params: [
      "order",
      "plan",
      "interval",
      "terms",
      "amount",
      "method",
      "recipient",
      "deliverAt",
      "redeemBy",
      "cancelUntil",
    ],
    subject: {
      en: "Receipt {order}: the {plan:plan} plan as a gift",
      zh: "收据 {order}：赠送 {plan:plan} 套餐",
    },
    paragraphs: [
      {
        en: "Thank you. We received {amount:money} with {method} for order {order}: the {plan:plan} plan, {terms} × one {interval:interval}, for {recipient}.",
        zh: "感谢您的付款。我们已通过 {method} 收到订单 {order} 的款项 {amount:money}：{plan:plan} 套餐，{terms} × 一{interval:interval}，赠送给 {recipient}。",
      },
      {
        en: "The code goes to the recipient on {deliverAt:instant} and can be redeemed by {redeemBy:instant}. On the Gifts page you see what became of it and can send it again.",
        zh: "兑换码将于 {deliverAt:instant} 发送给对方，兑换截止时间为 {redeemBy:instant}。您可在“礼品”页面查看状态或重新发送。",
      },
      {
        en: "While nobody has redeemed it, you can take it back until {cancelUntil:instant}.",
        zh: "在无人兑换的情况下，您可在 {cancelUntil:instant} 之前取消。",
      },
    ],
    closing: { en: "Keep this message as your receipt.", zh: "本邮件即为收据，请妥善保存。" },
  }),
  gift_redeemed: template({
    params: ["recipient", "plan", "redeemedAt"],
    subject: { en: "Your gift was redeemed", zh: "您赠送的礼品已被兑换" },
    paragraphs: [
      {
        en: "The {plan:plan} plan that you gave to {recipient} was redeemed on {redeemedAt:instant}.",
        zh: "您赠送给 {recipient} 的 {plan:plan} 套餐已于 {redeemedAt:instant} 兑换。",
      },
    ],
  }),
  gift_received: template({
    params: ["plan", "sender", "until"],
    subject: {
      en: "Your {plan:plan} plan is paid until {until:instant}",
      zh: "您的 {plan:plan} 套餐有效至 {until:instant}",
    },
    paragraphs: [
      {
        en: "You redeemed the gift of {sender}. The {plan:plan} plan is paid until {until:instant} and ends then; nothing is charged.",
        zh: "您已兑换 {sender} 赠送的礼品。{plan:plan} 套餐有效至 {until:instant}，届时结束，不会扣款。",
      },
    ],
  }),
  gift_received_renews: template({
    params: ["plan", "sender", "until"],
    subject: {
      en: "Your {plan:plan} plan is paid until {until:instant}",
      zh: "您的 {plan:plan} 套餐有效至 {until:instant}",
    },
    paragraphs: [
      {
        en: "You redeemed the gift of {sender}. It follows what you have paid for, so your {plan:plan} plan renews on {until:instant} instead of before.",
        zh: "您已兑换 {sender} 赠送的礼品，接续在您已付费的周期之后。{plan:plan} 套餐的续订日期顺延至 {until:instant}。",
      },
    ],
  }),
  gift_expiring: template({
    params: ["plan", "sender", "redeemBy", "sentAt"],
    subject: {
      en: "Your gift can be redeemed until {redeemBy:instant}",
      zh: "您的礼品可在 {redeemBy:instant} 之前兑换",
    },
    paragraphs: [
      {
        en: "{sender} gave you the {plan:plan} plan, and nobody has redeemed it yet. The code is in our message of {sentAt:instant}; it is good until {redeemBy:instant}.",
        zh: "{sender} 赠送您的 {plan:plan} 套餐尚未兑换。兑换码在我们 {sentAt:instant} 发送的邮件中，有效至 {redeemBy:instant}。",
      },
      {
        en: "If that message is gone, ask whoever gave it to send the code again.",
        zh: "如找不到该邮件，请联系赠送人重新发送兑换码。",
      },
    ],
  }),
  gift_given_expiring: template({
    params: ["plan", "recipient", "redeemBy"],
    subject: {
      en: "The gift to {recipient} expires on {redeemBy:instant}",
      zh: "赠送给 {recipient} 的礼品将于 {redeemBy:instant} 到期",
    },
    paragraphs: [
      {
        en: "Nobody has redeemed the {plan:plan} plan that you gave to {recipient}. The code is good until {redeemBy:instant}; after that what you paid is not returned.",
        zh: "您赠送给 {recipient} 的 {plan:plan} 套餐尚无人兑换。兑换码有效至 {redeemBy:instant}，逾期款项不予退还。",
      },
      {
        en: "On the Gifts page you can send it again, also to another address.",
        zh: "您可在“礼品”页面重新发送，也可更换收件地址。",
      },
    ],
  }),
  gift_expired: template({
    params: ["recipient", "plan", "redeemBy"],
    subject: { en: "Your gift has expired", zh: "您赠送的礼品已到期" },
    paragraphs: [
      {
        en: "Nobody redeemed the {plan:plan} plan that you gave to {recipient} by {redeemBy:instant}. It has ended, and its payment is not refundable.",
        zh: "您赠送给 {recipient} 的 {plan:plan} 套餐在 {redeemBy:instant} 前无人兑换，现已失效，款项不予退还。",
      },
    ],
  }),
  gift_taken_back: template({
    params: ["refund", "order", "recipient", "amount"],
    subject: { en: "Refund {refund}: your gift is taken back", zh: "退款 {refund}：礼品已取消" },
    paragraphs: [
      {
        en: "You took back the gift to {recipient} (order {order}). Its code no longer works, and {amount:money} is on its way to the payment method you used.",
        zh: "您已取消赠送给 {recipient} 的礼品（订单 {order}）。兑换码已失效，{amount:money} 正在退回原支付方式。",
      },
    ],
  }),
  gift_void: template({
    params: ["plan", "sender", "sentAt"],
    subject: {
      en: "The gift of {sender} is no longer there",
      zh: "{sender} 赠送的礼品已失效",
    },
    paragraphs: [
      {
        en: "The {plan:plan} plan that {sender} gave you was taken back before anybody redeemed it. The code in our message of {sentAt:instant} no longer works. Nothing was charged to you, and there is nothing for you to do.",
        zh: "{sender} 赠送您的 {plan:plan} 套餐在兑换前已被收回。我们 {sentAt:instant} 邮件中的兑换码已失效。您未被收取任何费用，也无需进行任何操作。",
      },
    ],
  }),
  gift_offered_again: template({
    params: ["plan", "sender", "sentAt", "redeemBy"],
    subject: {
      en: "The gift of {sender} can be redeemed after all",
      zh: "{sender} 赠送的礼品可以继续兑换",
    },
    paragraphs: [
      {
        en: "We wrote that the {plan:plan} plan of {sender} was taken back. It was not: the code in our message of {sentAt:instant} works, until {redeemBy:instant}.",
        zh: "我们曾告知您 {sender} 赠送的 {plan:plan} 套餐已被收回，但收回未能完成：我们 {sentAt:instant} 邮件中的兑换码仍然有效，截止时间为 {redeemBy:instant}。",
      },
    ],
  }),
  gift_ending: template({
    params: ["plan", "endsAt"],
    subject: {
      en: "Your {plan:plan} plan ends on {endsAt:instant}",
      zh: "您的 {plan:plan} 套餐将于 {endsAt:instant} 结束",
    },
    paragraphs: [
      {
        en: "What you were given ends on {endsAt:instant}. Nothing is charged: the account goes on with Free, and your credits stay yours.",
        zh: "您获赠的套餐将于 {endsAt:instant} 结束，不会扣款。之后账户转为 Free，您的额度不受影响。",
      },
      {
        en: "To keep {plan:plan}, subscribe when it has ended, or redeem another gift.",
        zh: "如需继续使用 {plan:plan}，可在结束后订阅，或兑换另一份礼品。",
      },
    ],
  }),
} as const;
