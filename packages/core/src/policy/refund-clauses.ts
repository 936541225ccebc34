import { type Clause, enforced, shown } from "./clause.ts";

/** Part R: refunds. */
export const REFUND_CLAUSES = {
  "R1.1": enforced(
    "A subscription can be refunded within {windowHours:hourCount} of subscribing, as long as the value of your API usage has not exceeded the amount paid. {renewalWindow}",
    "订阅后 {windowHours:hourCount}内，且 API 使用价值未超过已付金额的，可以申请退款。{renewalWindow}",
  ),
  "R1.2": enforced(
    "A top-up can be refunded within {windowHours:hourCount} of each order. This covers the unused paid credits of that order, not bonus credits.",
    "每笔充值订单可在付款后 {windowHours:hourCount}内申请退款，范围为该订单中未使用的付费额度，不含赠送额度。",
  ),
  "R1.3": enforced(
    "Requests after the window cannot be processed. The refund dialog shows how much time is left.",
    "超出退款期限的申请无法受理；退款窗口会显示剩余时间。",
  ),
  "R2.1": enforced(
    "Not refundable: more than {windowHours:hourCount} have passed since the purchase. Exactly {windowHours:hourCount} is still inside the window.",
    "不予退款：距购买已超过 {windowHours:hourCount}（恰好 {windowHours:hourCount}仍在期限内）。",
  ),
  "R2.2": enforced(
    "Not refundable: the order has already been refunded in full.",
    "不予退款：该订单已全额退款。",
  ),
  "R2.3": enforced(
    "Not refundable: a refund of this order is already being processed.",
    "不予退款：该订单的退款正在处理中。",
  ),
  "R2.4": enforced(
    "Not refundable: usage since payment has consumed everything that could be refunded.",
    "不予退款：付款后的使用已耗尽可退金额。",
  ),
  "R2.5": enforced(
    "Not refundable: your top-up balance, less any debt, does not cover the amount to be deducted.",
    "不予退款：充值余额（扣除欠款后）不足以支付应扣金额。",
  ),
  "R2.6": enforced("Not refundable: the order was not paid successfully.", "不予退款：订单未支付成功。"),
  "R2.7": enforced(
    "Not refundable: a subscription you received as a gift. Whoever paid for a gift that nobody has redeemed may cancel it within the window, by the same calculation as any refund. A gift is of at most {giftMaxTerms} terms, carries a message of at most {giftMaxMessageLength} characters and can be redeemed for {giftSubscriptionExpiryDays:dayCount} after payment.",
    "不予退款：作为礼物收到的订阅。礼物尚无人兑换的，付款人可在期限内取消，按同样的退款规则计算。每份礼品最多 {giftMaxTerms} 个周期，留言不超过 {giftMaxMessageLength} 个字符，自付款起 {giftSubscriptionExpiryDays:dayCount}内可兑换。",
  ),
  "R2.8": enforced(
    "Not refundable for now: a dispute of the payment is open.",
    "暂不予退款：该笔付款存在未结争议。",
  ),
  "R2.9": enforced(
    "Not refundable: the final amount is zero, or less than the payment provider can pay out.",
    "不予退款：最终金额为零，或低于支付机构可退的最小金额。",
  ),
  "R2.10": enforced(
    "After {reviewAfterRefunds} refunds within {reviewWithinDays:dayCount} to the same {reviewCountedBy}, the next request is not refused but decided by a person, and we say so.",
    "同一{reviewCountedBy}在{reviewWithinDays:dayCount}内已退款 {reviewAfterRefunds} 次的，后续申请不会被直接拒绝，而是转人工审核，并会明确告知。",
  ),
  "R3.1": enforced(
    "Subscription refund = (total paid in the current billing cycle − actual usage − already refunded) less the platform fee of {feeBps:bps}. Actual usage is the list-price value of the API calls served by this term's included usage; calls paid from credits do not count again.",
    "订阅退款 =（当前计费周期已付总额 − 实际使用 − 已退金额）扣除 {feeBps:bps} 平台手续费。实际使用指本周期套餐内用量所涉 API 调用按公布价格折算的价值；已用额度支付的调用不重复计算。",
  ),
  "R3.2": enforced(
    "If usage has exceeded the payment, nothing can be refunded.",
    "使用价值超过已付金额的，不予退款。",
  ),
  "R3.3": enforced(
    "Top-up refund, each order on its own = (order amount − usage since payment − already refunded) less the platform fee of {feeBps:bps}. {attribution} Usage served by a plan is not counted. Credits that expire soonest are spent first, then in this order: {burnOrder}.",
    "充值退款按订单分别计算 =（订单金额 − 付款后使用 − 已退金额）扣除 {feeBps:bps} 平台手续费。{attribution}由套餐承担的用量不计入。额度按到期时间从近到远使用，到期时间相同的依次为：{burnOrder}。",
  ),
  "R3.4": enforced(
    "Bonus credits, gifts and referral rewards that came with an order are not refundable and are forfeited when its refund is approved. Gift credits expire {giftExpiryDays:dayCount} after they are given unless stated otherwise. Bonus credits of a top-up ({topUpBonus}) expire {bonusExpiryDays:dayCount} after payment. {paidExpiry} We write to you {expiryWarnings} before credits expire.",
    "随订单获得的赠送额度、礼品额度与推荐奖励不予退款，退款获批后作废。礼品额度自发放起 {giftExpiryDays:dayCount}后到期，另有说明的除外。充值赠送额度（{topUpBonus}）自付款起 {bonusExpiryDays:dayCount}后到期。{paidExpiry}额度到期前 {expiryWarnings}，我们各发送一次提醒。",
  ),
  "R3.5": enforced(
    "If an order that is refunded, or lost to a dispute, is linked to a referral, the referrer does not receive the reward for that order, or loses what is unspent of it. Whoever invites a new customer receives {referralRewards} in credits once the refund window of that customer's first order of at least {referralMinimums} has closed, if it was paid within {referralInvitationDays:dayCount} of opening the account. Nobody is rewarded for inviting themselves. An account receives at most {referralMaxPerMonth} rewards in a month; they expire {referralExpiryDays:dayCount} after they are given.",
    "订单退款或争议败诉时，如关联推荐奖励，推荐人不获得该订单的奖励，已获得的收回其未使用部分。邀请新客户的，在该客户首笔不低于 {referralMinimums} 的订单退款期限届满后获得 {referralRewards} 额度，该订单须在开户后 {referralInvitationDays:dayCount}内付款。推荐本人不予奖励。每个账户每月最多获得 {referralMaxPerMonth} 次奖励；奖励自发放起 {referralExpiryDays:dayCount}后到期。",
  ),
  "R3.6": enforced(
    "Requests still running when the refund starts may be billed for up to {maxHoldMinutes:minuteCount}. The settled amount can therefore differ from the preview, and the settled amount prevails.",
    "退款开始时仍在进行的请求，最长可在 {maxHoldMinutes:minuteCount}内继续计费。因此结算金额可能与预览不同，以结算金额为准。",
  ),
  "R3.7": enforced(
    "The platform fee is {feeBps:bps} of the refundable balance. The amount you receive is rounded down, once, to the smallest unit your payment method can pay; what is left over is shown as a line of its own, and the lines add up exactly.",
    "平台手续费为可退余额的 {feeBps:bps}。到账金额仅在最后一步向下取整至付款方式支持的最小单位，余数单独列出，各项相加分毫不差。",
  ),
  "R3.8": enforced(
    "Already refunded means the gross of earlier refunds of the order, fee and rounding included, as well as refunds under way and lost disputes.",
    "“已退金额”指该订单此前退款的总额（含手续费与取整余数），并包括处理中的退款与败诉的争议。",
  ),
  "R3.9": enforced(
    "The calculation is before tax. Tax is returned in proportion, on a line of its own, with a credit note.",
    "以上按税前金额计算；税款按比例退还并单独列示，同时开具红字凭证。",
  ),
  "R4.1": enforced(
    "You find “Refund” in the billing history of your subscription, and for a top-up on its row in the transactions list. A disabled button says why.",
    "订阅的“退款”按钮位于订阅页的账单记录，充值的位于额度页交易列表的对应行；按钮不可用时会说明原因。",
  ),
  "R4.2": enforced(
    "Before you submit, you see the plan or order, the payment time, the total paid, usage, what was already refunded, the refundable balance, the fee and its percentage, the final amount, what your balance loses, and the time left. You then confirm twice.",
    "提交前，您会看到套餐或订单、付款时间、已付总额、使用金额、已退金额、可退余额、手续费及比例、最终金额、余额扣减与剩余时间，并需两次确认。",
  ),
  "R4.3": enforced(
    "The status is shown in the dialog and on the row: Refunding ({arrivalMin}–{arrivalMax} business days), Refunded, Failed (contact support) or Canceled.",
    "退款状态显示在窗口和对应行中：退款中（{arrivalMin}–{arrivalMax} 个工作日）、已退款、失败（请联系客服）或已取消。",
  ),
  "R4.4": enforced(
    "A submitted top-up refund is processed automatically. {walletDebit}",
    "提交的充值退款将自动处理。{walletDebit}",
  ),
  "R4.5": enforced(
    "You submit exactly the preview you confirmed. New usage alone does not send you back; you are asked again only when the policy, the fee, a refusal, the payment or an earlier refund has changed.",
    "您提交的即为您确认过的预览。仅有新的使用不会要求您重新确认；只有政策、费率、拒绝原因、付款或既往退款发生变化时才会再次征求确认。",
  ),
  "R5.1": enforced(
    "By e-mail, please state: the account e-mail or id, the purchase date and time (YYYY-MM-DD HH:mm, in your account's time zone), the purchase amount, your current unused credit balance, and the reason.",
    "通过邮件申请时，请写明：账户邮箱或编号、购买日期与时间（YYYY-MM-DD HH:mm，以账户时区为准）、购买金额、当前未使用的额度余额，以及退款原因。",
  ),
  "R5.2": enforced(
    "E-mail requests for any payment method are reviewed within {caseReviewBusinessDays:businessDayCount}, the first being the business day after we receive your message. {businessCalendar} The window is judged when we receive your message, the amount when we approve it. We pay to the original account, in the original currency, through the original method.",
    "任何付款方式均可通过邮件申请，{caseReviewBusinessDays:businessDayCount}内完成审核，自收到邮件后的下一个工作日起算。{businessCalendar}是否在期限内以我们收到邮件的时间为准，金额以批准时为准；款项以原币种、原方式退回原付款账户。",
  ),
  "R5.3": shown(
    "Arrival may take a further {caseArrivalMin}–{caseArrivalMax} banking business days.",
    "到账可能还需 {caseArrivalMin}–{caseArrivalMax} 个银行工作日。",
  ),
  "R6.1": enforced(
    "After a subscription refund you are on the Free plan immediately. You may subscribe again at any time.",
    "订阅退款后立即降为免费套餐，您可随时重新订阅。",
  ),
  "R6.2": enforced(
    "After a top-up refund the amount is deducted from your balance, the bonus of that order is forfeited and the referrer's reward is revoked.",
    "充值退款后，从余额中扣除相应金额，该订单的赠送额度作废，推荐人的奖励收回。",
  ),
  "R6.3": enforced(
    "Exchange-rate differences are borne by you: we refund in the original currency at the rate stored with the order, rounded down, and the record shows it.{walletCharges}",
    "汇率差异由您承担：按订单记录的汇率以原币种退款并向下取整，退款记录会载明。{walletCharges}",
  ),
  "R6.4": enforced(
    "If a refund fails or bounces, even weeks later, what it took is restored: balance, bonus and referral reward with extended expiry, or the subscription term if it still runs. Where that is not possible, we owe you the amount and a person takes over.",
    "退款失败或被退回的（即使在数周之后），其扣减将予以恢复：余额、赠送额度与推荐奖励恢复并顺延有效期，或在订阅周期仍有效时恢复订阅。无法恢复的，该金额记为我们对您的应付款，并转人工处理。",
  ),
  "R7.1": enforced(
    "Refunds return to the original channel. Refunded online: {selfServiceProviders}. Gifts and referral rewards never are. The e-mail route serves every payment method.",
    "退款原路返回。支持在线退款的渠道：{selfServiceProviders}。礼品与推荐奖励不予退款。任何付款方式均可通过邮件申请。",
  ),
} as const satisfies Record<string, Clause>;
