import { template } from "./template.ts";

/** E-mails about refunds. */
export const REFUNDS_TEMPLATES = {
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
  goodwill_refund_given: template({
    params: ["refund", "order", "amount", "arrivalMin", "arrivalMax", "text"],
    subject: {
      en: "Refund {refund}: {amount:money} out of goodwill",
      zh: "退款 {refund}：善意退款 {amount:money}",
    },
    paragraphs: [
      {
        en: "Out of goodwill we return {amount:money} for order {order} to the account you paid from. It usually arrives within {arrivalMin} to {arrivalMax:businessDayCount}, depending on your bank. Your plan and your credits stay as they are.",
        zh: "我们就订单 {order} 向您的原付款账户退回 {amount:money}，以表诚意。通常在 {arrivalMin} 至 {arrivalMax:businessDayCount}内到账，具体取决于您的银行。您的套餐与额度保持不变。",
      },
      { en: "{text}", zh: "{text}" },
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
} as const;
