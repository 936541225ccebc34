import { type Clause, enforced, recorded, shown } from "./clause.ts";

/** Part T: subscriptions, fees and payment. */
export const TERM_CLAUSES = {
  "T1.1": enforced(
    "You pay the listed fees, unless we agreed on something else in writing. Credits can be topped up by {topUpLimits}.",
    "费用以公布的价目为准，双方另有书面约定的除外。单笔充值金额为 {topUpLimits}。",
  ),
  "T1.2": enforced(
    "To buy, you give complete and accurate billing details. Doing so authorises us to charge the fees and any applicable tax.",
    "购买时，您须提供完整、准确的账单信息；提供后即视为授权我们收取相应费用及适用税款。",
  ),
  "T1.3": enforced(
    "If you bought through a distributor such as an app store, that distributor's payment, billing and refund rules apply.",
    "通过应用商店等分销渠道购买的，付款、账单与退款均适用该渠道的规则。",
  ),
  "T1.4": enforced(
    "Payments are not refundable, except where the law requires it or our refund policy (part R) allows it.{statutoryExceptions} Changing to a dearer plan or a longer term takes effect at once; of what was paid for the running term, {creditUsage}, is credited and never paid out. You review the order before you confirm it; an unfinished checkout closes after {checkoutMinutes:minuteCount}, that of a top-up after {topUpCheckoutMinutes:minuteCount}.",
    "款项一经支付不予退还，法律另有规定或退款政策（R 部分）允许的除外。{statutoryExceptions}升级套餐或改为更长周期立即生效；当前周期已付金额{creditUsage}，用于抵扣，不可提现。确认订单前，您可以核对全部内容；未完成的结账将在 {checkoutMinutes:minuteCount}后关闭，充值的结账在 {topUpCheckoutMinutes:minuteCount}后关闭。",
  ),
  "T2.1": recorded(
    "What a plan contains, its features and its duration are shown at checkout. The content may be updated over time.",
    "套餐的内容、功能与期限以结账页面所示为准，后续可能更新。",
  ),
  "T2.2": enforced(
    "A paid subscription renews automatically at the end of each term and charges your payment method, unless you cancel it. {renewalRetries} If it stays unpaid for {renewalGraceDays:dayCount}, the Free plan takes its place, and the days in between are not charged. We write to you {cardNoticeDays:dayCount} before the card we would charge expires.",
    "付费订阅在每个周期结束时自动续订并从您的付款方式扣款，除非您已取消。{renewalRetries}若 {renewalGraceDays:dayCount}内仍未付清，将转为免费套餐，期间不收取费用。用于续订的银行卡到期前 {cardNoticeDays:dayCount}，我们会发送邮件提醒您。",
  ),
  "T2.3": enforced(
    "After an initial minimum term, the subscription renews for the same duration.",
    "首个最短订阅期届满后，按相同时长续订。",
  ),
  "T2.4": enforced(
    "You can cancel at any time with the tools we provide.",
    "您可以随时使用我们提供的工具取消订阅。",
  ),
  "T2.5": enforced(
    "To avoid the next charge, cancel at least {cancelBeforeHours:hourCount} before the term ends; exactly {cancelBeforeHours:hourCount} before is still in time. {lateCancel}",
    "如需避免下一次扣款，请至少在当前周期结束前 {cancelBeforeHours:hourCount}取消；恰好提前 {cancelBeforeHours:hourCount}仍视为及时。{lateCancel}",
  ),
  "T2.6": enforced(
    "Cancelling does not give a refund. You keep access until the end of the term you paid for. Changing to a cheaper plan or a shorter term waits for that end in the same way.",
    "取消订阅不产生退款；在已付费周期结束前，您仍可继续使用。降级套餐或改为更短周期同样在该周期结束时生效。",
  ),
  "T3.1": enforced("Fees are never raised within the current term.", "当前周期内不会涨价。"),
  "T3.2": enforced(
    "We announce a price increase at least {priceChangeNoticeDays:dayCount} before the first renewal it applies to. If you stay subscribed past that renewal, you accept the new price.",
    "涨价将至少在首次适用的续订日前 {priceChangeNoticeDays:dayCount}通知您；续订后继续使用即视为接受新价格。",
  ),
  "T4.1": recorded(
    "You comply with the law, the usage rules, the terms of use and related agreements.",
    "您应遵守法律法规、使用规则、服务条款及相关协议。",
  ),
  "T4.2": enforced(
    "If these rules are violated, we may suspend or terminate the service. Fees already paid are not refunded.",
    "如有违规，我们可以暂停或终止服务，已付费用不予退还。",
  ),
  "T5.1": shown(
    "We are not liable for interruptions caused by force majeure, networks or third parties. An interruption is not by itself a ground for a refund.",
    "因不可抗力、网络或第三方原因造成的服务中断，我们不承担责任；服务中断本身不构成退款理由。",
  ),
  "T6.1": enforced(
    "Additional services may cost extra. You review and accept the exact amount before you are charged. At most {addOnMaxQuantity} of one add-on are charged at a time. Automatic top-up is off unless you agree to its exact amount and to a monthly cap, which holds at most {autoTopUpMaxPerMonth} charges; a charge that fails stops it.",
    "增值服务可能另行收费；扣款前，您会看到具体金额并确认同意。每次最多购买同一增值服务 {addOnMaxQuantity} 份。自动充值默认关闭，仅在您同意具体金额与每月上限后开启，上限最多为单次扣款的 {autoTopUpMaxPerMonth} 倍；扣款失败即停止。",
  ),
  "T6.2": recorded(
    "Errors of payment processors are their responsibility. We keep their error message and show it to you.",
    "支付机构造成的错误由其负责；我们会保留并向您展示其错误信息。",
  ),
} as const satisfies Record<string, Clause>;
