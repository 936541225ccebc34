import { template } from "./template.ts";

/** E-mails about automatic top-ups. */
export const AUTO_TOP_UP_TEMPLATES = {
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
} as const;
