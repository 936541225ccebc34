import type { Text } from "@tenure/core/text";

/** The words of one kind of e-mail. Every text exists in every language, or it does not compile. */
export interface NoticeTemplate {
  /** What its texts may name; raw values, the text says how each is shown. */
  readonly params: readonly string[];
  readonly subject: Text;
  readonly paragraphs: readonly Text[];
  /** Label of the button that leads to `params.url`. */
  readonly action?: Text;
  /** What stands below the button and the decision. */
  readonly closing?: Text;
  /** The mail holds a secret of its recipient, such as a sign-in link: forgotten once it was sent. */
  readonly secret?: true;
}

const template = <const Template extends NoticeTemplate>(each: Template): Template => each;

/** Every e-mail the product sends. */
export const NOTICE_TEMPLATES = {
  verify_email: template({
    params: ["name", "url"],
    secret: true,
    subject: { en: "Confirm your e-mail address", zh: "请验证您的邮箱" },
    paragraphs: [
      {
        en: "Hello {name}, please confirm that this address is yours.",
        zh: "{name}，您好。请确认此邮箱归您所有。",
      },
    ],
    action: { en: "Confirm this address", zh: "验证邮箱" },
    closing: {
      en: "If you did not sign up, ignore this message; nothing happens.",
      zh: "如非本人注册，请忽略本邮件，不会产生任何影响。",
    },
  }),
  reset_password: template({
    params: ["name", "url"],
    secret: true,
    subject: { en: "Choose a new password", zh: "重设密码" },
    paragraphs: [
      {
        en: "Hello {name}, somebody asked for a new password for your sign-in.",
        zh: "{name}，您好。我们收到了重设您登录密码的请求。",
      },
    ],
    action: { en: "Choose a new password", zh: "设置新密码" },
    closing: {
      en: "If it was not you, ignore this message; your password stays as it is.",
      zh: "如非本人操作，请忽略本邮件，您的密码不会改变。",
    },
  }),
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
  price_agreement_made: template({
    params: ["reference", "terms", "models", "effectiveFrom", "endsAt"],
    subject: { en: "Your prices under agreement {reference}", zh: "您的价格协议 {reference}" },
    paragraphs: [
      {
        en: "As agreed in writing ({reference}), you pay {terms:priceTerms}. It is about {models:models} and holds from {effectiveFrom:instant}, {endsAt:untilInstant}.",
        zh: "根据书面约定（{reference}），您的计价方式为：{terms:priceTerms}。适用于{models:models}，自 {effectiveFrom:instant} 起生效，{endsAt:untilInstant}。",
      },
      {
        en: "Usage from then on is charged at these prices; what you pay per model is listed under Prices.",
        zh: "此后的用量按上述价格计费，各模型的价格可在“价格”页面查看。",
      },
    ],
  }),
  price_agreement_ended: template({
    params: ["reference", "models", "endsAt", "reason"],
    subject: { en: "Price agreement {reference} ends", zh: "价格协议 {reference} 终止通知" },
    paragraphs: [
      {
        en: "The price agreement {reference} about {models:models} ends at {endsAt:instant}. Usage from then on is charged at the listed prices, unless another agreement holds.",
        zh: "关于{models:models}的价格协议 {reference} 将于 {endsAt:instant} 终止。此后的用量按公布的价目计费，另有其他协议的除外。",
      },
      { en: "Reason given: {reason}", zh: "终止原因：{reason}" },
    ],
  }),
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
  top_up_received: template({
    params: ["order", "amount", "credits", "method", "refundUntil"],
    subject: {
      en: "Receipt {order}: {credits:money} in credits",
      zh: "收据 {order}：{credits:money} 额度已到账",
    },
    paragraphs: [
      {
        en: "Thank you. We received {amount:money} with {method} for order {order}, and {credits:money} in credits can be used now.",
        zh: "感谢您的付款。我们已通过 {method} 收到订单 {order} 的款项 {amount:money}，{credits:money} 额度现已可用。",
      },
      {
        en: "Unused paid credits of this order can be refunded until {refundUntil:instant}. Usage counts in every order whose window is open then; bonus credits are not refundable.",
        zh: "您可在 {refundUntil:instant} 之前申请退还本订单中未使用的付费额度。期间的使用会计入所有仍在退款期限内的订单；赠送额度不予退款。",
      },
    ],
    closing: { en: "Keep this message as your receipt.", zh: "本邮件即为收据，请妥善保存。" },
  }),
  auto_top_up_on: template({
    params: ["total", "amount", "threshold", "cap", "method"],
    subject: { en: "Automatic top-up is on", zh: "自动充值已开启" },
    paragraphs: [
      {
        en: "You agreed to this: whenever the balance falls below {threshold:money}, {total:money} are charged to {method} and {amount:money} in credits are added; at most {cap:money} in each calendar month.",
        zh: "您已同意：当余额低于 {threshold:money} 时，自动从 {method} 扣款 {total:money}，充值 {amount:money} 额度；每个自然月最多扣款 {cap:money}。",
      },
      {
        en: "You can switch it off at any time under Credits. You receive a receipt for every charge.",
        zh: "您可随时在“额度”页面关闭自动充值。每次扣款都会向您发送收据。",
      },
    ],
    closing: {
      en: "If this was not you, switch it off and contact us.",
      zh: "如非本人操作，请立即关闭自动充值并与我们联系。",
    },
  }),
  auto_top_up_received: template({
    params: ["order", "amount", "credits", "method", "refundUntil"],
    subject: {
      en: "Receipt {order}: automatic top-up of {credits:money} in credits",
      zh: "收据 {order}：自动充值 {credits:money} 额度已到账",
    },
    paragraphs: [
      {
        en: "The balance fell below your threshold, so {amount:money} were charged automatically to {method} for order {order}, as you agreed. {credits:money} in credits can be used now.",
        zh: "由于余额低于您设定的金额，系统已按您的同意自动从 {method} 扣款 {amount:money}（订单 {order}），{credits:money} 额度现已可用。",
      },
      {
        en: "Unused paid credits of this order can be refunded until {refundUntil:instant}. Usage counts in every order whose window is open then; bonus credits are not refundable.",
        zh: "您可在 {refundUntil:instant} 之前申请退还本订单中未使用的付费额度。期间的使用会计入所有仍在退款期限内的订单；赠送额度不予退款。",
      },
    ],
    closing: {
      en: "Keep this message as your receipt. Automatic top-up can be changed or switched off under Credits.",
      zh: "本邮件即为收据，请妥善保存。您可在“额度”页面更改或关闭自动充值。",
    },
  }),
  auto_top_up_stopped: template({
    params: ["amount", "method", "problem"],
    subject: { en: "Automatic top-up stopped", zh: "自动充值已停止" },
    paragraphs: [
      {
        en: "{method} could not be charged for an automatic top-up of {amount:money} in credits. Nothing was charged, and we will not try again by ourselves.",
        zh: "自动充值 {amount:money} 额度时，{method} 扣款未成功。未产生任何扣款，我们也不会自行重试。",
      },
      { en: "The payment provider says: {problem}", zh: "支付服务商说明：{problem}" },
      {
        en: "Requests are refused once your credits are used up. To go on, buy credits under Credits, with this or another card, and switch automatic top-up on again there.",
        zh: "额度用尽后，新的请求将被拒绝。如需继续使用，请在“额度”页面使用该卡或其他银行卡充值，并在该页面重新开启自动充值。",
      },
    ],
  }),
  auto_top_up_outdated: template({
    params: ["amount", "method"],
    subject: { en: "Automatic top-up needs your consent again", zh: "自动充值需要您重新确认" },
    paragraphs: [
      {
        en: "An automatic top-up of {amount:money} in credits was due, but the charge would no longer be exactly what you agreed to: its tax changed, or the card {method} was removed. Nothing was charged, and automatic top-up is stopped.",
        zh: "本应自动充值 {amount:money} 额度，但扣款已与您同意的内容不一致：税费有变动，或银行卡 {method} 已被移除。未产生任何扣款，自动充值已停止。",
      },
      {
        en: "To go on, review the amounts under Credits and agree to them again.",
        zh: "如需继续，请在“额度”页面核对金额并重新确认同意。",
      },
    ],
  }),
  auto_top_up_capped: template({
    params: ["cap", "charged", "threshold", "until"],
    subject: { en: "Automatic top-up reached its monthly cap", zh: "自动充值已达每月上限" },
    paragraphs: [
      {
        en: "The balance is below {threshold:money}, but another charge would pass the monthly cap of {cap:money}; {charged:money} were charged in this month. Nothing was charged now.",
        zh: "余额已低于 {threshold:money}，但再次扣款将超过每月上限 {cap:money}（本月已扣款 {charged:money}），因此本次未扣款。",
      },
      {
        en: "It goes on at {until:instant}. To have more credits before, buy them under Credits, or agree to a higher cap there.",
        zh: "自动充值将于 {until:instant} 恢复。如需提前补充额度，请在“额度”页面手动充值，或在该页面同意更高的上限。",
      },
    ],
  }),
  payment_returned: template({
    params: ["order", "amount", "method"],
    subject: { en: "Your payment for {order} is on its way back", zh: "订单 {order} 的付款正在退回" },
    paragraphs: [
      {
        en: "Order {order} needed no further payment. We are returning the {amount:money} paid with {method} in full, without any fee.",
        zh: "订单 {order} 无需再次付款。通过 {method} 支付的 {amount:money} 将全额退回，不收取任何费用。",
      },
      {
        en: "You need not do anything. Your bank decides when it shows.",
        zh: "您无需任何操作，到账时间取决于您的银行。",
      },
    ],
  }),
  refund_submitted: template({
    params: ["refund", "order", "floor", "expected"],
    subject: { en: "Refund {refund} submitted", zh: "退款 {refund} 已提交" },
    paragraphs: [
      {
        en: "We received your refund request for order {order}. You should receive {expected:money}, and at least {floor:money} if requests still in flight use all they reserved.",
        zh: "我们已收到您对订单 {order} 的退款申请。预计退款 {expected:money}；如进行中的请求用尽其预留额度，则至少退款 {floor:money}。",
      },
    ],
  }),
  refund_completed: template({
    params: ["refund", "order", "amount", "arrivalMin", "arrivalMax"],
    subject: { en: "Refund {refund}: {amount:money} on its way", zh: "退款 {refund}：{amount:money} 已退回" },
    paragraphs: [
      {
        en: "The refund of {amount:money} for order {order} went through. It usually arrives within {arrivalMin} to {arrivalMax:businessDayCount}, depending on your bank.",
        zh: "订单 {order} 的退款 {amount:money} 已成功处理，通常在 {arrivalMin} 至 {arrivalMax:businessDayCount}内到账，具体取决于您的银行。",
      },
    ],
  }),
  refund_canceled: template({
    params: ["refund", "order"],
    subject: { en: "Refund {refund} was canceled", zh: "退款 {refund} 已取消" },
    paragraphs: [
      {
        en: "The refund you asked for order {order} cannot be paid any more; the reason stands below. No money was moved.",
        zh: "您就订单 {order} 申请的退款已无法支付，原因如下。未发生任何资金变动。",
      },
    ],
  }),
  refund_failed: template({
    params: ["refund", "order", "amount", "problem"],
    subject: { en: "Refund {refund} failed", zh: "退款 {refund} 未成功" },
    paragraphs: [
      {
        en: "The payment provider could not return {amount:money} for order {order}. Everything was restored as it was before the refund.",
        zh: "支付服务商未能退回订单 {order} 的 {amount:money}，一切已恢复至退款前的状态。",
      },
      { en: "The provider says: {problem}", zh: "服务商说明：{problem}" },
    ],
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
    params: ["plan", "endsAt", "chargedAt", "total"],
    subject: {
      en: "Your {plan:plan} plan renews once more and ends on {endsAt:instant}",
      zh: "您的 {plan:plan} 套餐将再续订一次，并于 {endsAt:instant} 结束",
    },
    paragraphs: [
      {
        en: "You cancelled your {plan:plan} plan after the cut-off of its term. It renews once more on {chargedAt:instant}, at the price you have: {total:money}. It ends on {endsAt:instant}.",
        zh: "您取消 {plan:plan} 套餐时已过当前周期的截止时间，因此将于 {chargedAt:instant} 按现价 {total:money} 再续订一次，并于 {endsAt:instant} 结束。",
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
  spend_warning_day: template({
    params: ["account", "limit", "spent", "url"],
    subject: {
      en: "{account}: {spent:money} of {limit:money} spent today",
      zh: "{account}：今日已消费 {spent:money}，上限 {limit:money}",
    },
    paragraphs: [
      {
        en: "{account} has spent {spent:money} today. Its own limit is {limit:money} a day; requests beyond it are declined until the next day.",
        zh: "{account} 今日已消费 {spent:money}，所设每日上限为 {limit:money}。超出上限的请求将被拒绝，次日自动恢复。",
      },
    ],
    action: { en: "See or change the limit", zh: "查看或修改上限" },
    closing: {
      en: "You get this message once a day at most, unless the limit changes.",
      zh: "除非上限有变更，本提醒每日至多发送一次。",
    },
  }),
  spend_warning_month: template({
    params: ["account", "limit", "spent", "url"],
    subject: {
      en: "{account}: {spent:money} of {limit:money} spent this month",
      zh: "{account}：本月已消费 {spent:money}，上限 {limit:money}",
    },
    paragraphs: [
      {
        en: "{account} has spent {spent:money} this month. Its own limit is {limit:money} a month; requests beyond it are declined until the next month.",
        zh: "{account} 本月已消费 {spent:money}，所设每月上限为 {limit:money}。超出上限的请求将被拒绝，次月自动恢复。",
      },
    ],
    action: { en: "See or change the limit", zh: "查看或修改上限" },
    closing: {
      en: "You get this message once a month at most, unless the limit changes.",
      zh: "除非上限有变更，本提醒每月至多发送一次。",
    },
  }),
  refund_bounced: template({
    params: ["refund", "order", "amount", "problem"],
    subject: { en: "Refund {refund} came back", zh: "退款 {refund} 被退回" },
    paragraphs: [
      {
        en: "Your bank did not accept the {amount:money} we returned for order {order}; the money came back to us. We still owe it to you, and our staff will contact you about another way.",
        zh: "您的银行未接受我们就订单 {order} 退回的 {amount:money}，款项已返回我方。我们仍欠您该笔款项，工作人员将与您联系，商定其他退款方式。",
      },
      { en: "The provider says: {problem}", zh: "服务商说明：{problem}" },
    ],
  }),
} as const satisfies Record<string, NoticeTemplate>;

/** Kind of an e-mail. */
export type NoticeKind = keyof typeof NOTICE_TEMPLATES;

/** Whether mails of this kind are forgotten once they were sent. */
export const isSecret = (kind: string): boolean =>
  Object.entries<NoticeTemplate>(NOTICE_TEMPLATES).some(
    ([name, each]) => name === kind && each.secret === true,
  );

/** The values a kind of e-mail needs; one that is missing or misspelt does not compile. Amounts are nanos. */
export type NoticeParams<Kind extends NoticeKind> = Readonly<
  Record<(typeof NOTICE_TEMPLATES)[Kind]["params"][number], string>
>;
