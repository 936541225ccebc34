import { template } from "./template.ts";

/** E-mails about disputed payments. */
export const DISPUTES_TEMPLATES = {
  dispute_opened: template({
    params: ["order", "amount", "frozen"],
    subject: {
      en: "Your bank disputes the payment of order {order}",
      zh: "您的银行对订单 {order} 的付款提出争议",
    },
    paragraphs: [
      {
        en: "Your bank took back {amount:money} of order {order}. Until it decides, {frozen:money} of credits from that order are frozen, and the order cannot be refunded.",
        zh: "您的银行已收回订单 {order} 的 {amount:money}。在银行作出决定之前，该订单的 {frozen:money} 额度被冻结，且该订单无法退款。",
      },
      {
        en: "If you did not mean to dispute this payment, tell your bank so: that is the quickest way to get the credits back.",
        zh: "如果您无意对这笔付款提出争议，请告知您的银行，这是恢复额度最快的方式。",
      },
    ],
  }),
  dispute_opened_plan: template({
    params: ["order", "amount", "frozen"],
    subject: {
      en: "Your bank disputes the payment of order {order}",
      zh: "您的银行对订单 {order} 的付款提出争议",
    },
    paragraphs: [
      {
        en: "Your bank took back {amount:money} of order {order}. Until it decides, your plan's included usage is shut ({frozen:money} of it was not used), and the order cannot be refunded. Requests are paid from your credits.",
        zh: "您的银行已收回订单 {order} 的 {amount:money}。在银行作出决定之前，套餐内含用量暂停使用（其中 {frozen:money} 尚未使用），且该订单无法退款。请求将从您的额度中支付。",
      },
      {
        en: "If you did not mean to dispute this payment, tell your bank so: that is the quickest way to get your plan back.",
        zh: "如果您无意对这笔付款提出争议，请告知您的银行，这是恢复套餐最快的方式。",
      },
    ],
  }),
  dispute_won: template({
    params: ["order"],
    subject: { en: "The dispute of order {order} is over", zh: "订单 {order} 的争议已结束" },
    paragraphs: [
      {
        en: "The bank decided that the payment of order {order} stands. What was frozen because of it can be used again.",
        zh: "银行已决定订单 {order} 的付款有效。因争议而冻结的内容已可继续使用。",
      },
    ],
  }),
  dispute_lost: template({
    params: ["order", "amount", "taken", "debt"],
    subject: {
      en: "The bank returned the payment of order {order} to you",
      zh: "银行已将订单 {order} 的付款退还给您",
    },
    paragraphs: [
      {
        en: "The bank decided that you keep the {amount:money} of order {order}. The {taken:money} of credits that were left of it are gone. {debt:money} of it had been used already and is now owed; it is paid from the next credits.",
        zh: "银行决定订单 {order} 的 {amount:money} 归您所有。该订单剩余的 {taken:money} 额度已收回；其中已使用的 {debt:money} 现为欠款，将从下一笔额度中扣除。",
      },
    ],
  }),
  dispute_lost_plan: template({
    params: ["order", "amount", "taken", "debt"],
    subject: {
      en: "The bank returned the payment of order {order} to you",
      zh: "银行已将订单 {order} 的付款退还给您",
    },
    paragraphs: [
      {
        en: "The bank decided that you keep the {amount:money} of order {order}. The plan that it paid for has ended, and the account is on Free. {taken:money} of it had not been used; {debt:money} had been used and is now owed; it is paid from the next credits.",
        zh: "银行决定订单 {order} 的 {amount:money} 归您所有。该订单对应的套餐已结束，账户现为免费版。其中 {taken:money} 尚未使用；已使用的 {debt:money} 现为欠款，将从下一笔额度中扣除。",
      },
    ],
  }),
} as const;
