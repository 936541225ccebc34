import type { Text } from "@tenure/core/text";
import { template } from "./template.ts";

const FILES: Text = {
  en: "{attachments:attachmentsNotKept}",
  zh: "{attachments:attachmentsNotKept}",
};

/** E-mails about refunds that a person decides (R5). */
export const REFUND_CASES_TEMPLATES = {
  refund_case_received: template({
    params: ["case", "due", "attachments"],
    subject: { en: "{case}: we received your refund request", zh: "{case}：已收到您的退款申请" },
    paragraphs: [
      {
        en: "A person looks at your request and answers by {due:instant} at the latest. Nothing is missing for now. To add something, answer this e-mail.",
        zh: "我们的工作人员将审核您的申请，最迟于 {due:instant} 前答复。目前无需补充材料；如需补充，请直接回复本邮件。",
      },
      FILES,
    ],
  }),
  refund_case_incomplete: template({
    params: ["case", "due", "fields", "attachments"],
    subject: { en: "{case}: please complete your refund request", zh: "{case}：请补充您的退款申请" },
    paragraphs: [
      {
        en: "We received your request and answer by {due:instant} at the latest. Please answer this e-mail with what is missing or could not be read: {fields:fields}.",
        zh: "我们已收到您的申请，最迟于 {due:instant} 前答复。以下内容缺失或无法辨认，请回复本邮件补充：{fields:fields}。",
      },
      {
        en: "Write the purchase time as YYYY-MM-DD HH:mm, in your account's time zone, and amounts like 20.00 USD.",
        zh: "购买时间请按 YYYY-MM-DD HH:mm 填写（以账户时区为准），金额请写成 20.00 USD 这样的形式。",
      },
      FILES,
    ],
  }),
  refund_case_question: template({
    params: ["case", "text"],
    subject: { en: "{case}: a question about your refund request", zh: "{case}：关于您的退款申请" },
    paragraphs: [{ en: "{text}", zh: "{text}" }],
    closing: { en: "Please answer this e-mail.", zh: "请直接回复本邮件。" },
  }),
  refund_case_answer: template({
    params: ["case", "text"],
    subject: { en: "{case}: about your refund request", zh: "{case}：关于您的退款申请" },
    paragraphs: [{ en: "{text}", zh: "{text}" }],
  }),
  refund_case_approved: template({
    params: ["case", "order", "refund", "amount", "arrivalMin", "arrivalMax", "text"],
    subject: { en: "{case}: your refund is approved", zh: "{case}：您的退款申请已获批准" },
    paragraphs: [
      {
        en: "We approved the refund of order {order} as {refund}: you should receive {amount:money}, to the account you paid from. Arrival may take a further {arrivalMin}–{arrivalMax} banking business days.",
        zh: "您对订单 {order} 的退款申请已获批准，退款编号 {refund}：预计 {amount:money} 退回原付款账户。到账可能还需 {arrivalMin}–{arrivalMax} 个银行工作日。",
      },
      { en: "{text}", zh: "{text}" },
    ],
  }),
  refund_case_declined: template({
    params: ["case", "reasons", "text"],
    subject: { en: "{case}: your refund request is declined", zh: "{case}：您的退款申请未获批准" },
    paragraphs: [
      {
        en: "We looked at your request and cannot refund the order. {reasons}",
        zh: "我们审核了您的申请，无法退款。{reasons}",
      },
      { en: "{text}", zh: "{text}" },
    ],
    closing: {
      en: "If you see it differently, answer this e-mail.",
      zh: "如有异议，请直接回复本邮件。",
    },
  }),
  refund_case_due: template({
    params: ["case", "due", "url"],
    subject: { en: "{case} is due {due:instant}", zh: "{case} 将于 {due:instant} 到期" },
    paragraphs: [
      {
        en: "You look after this refund case. It has to be decided by {due:instant}.",
        zh: "该退款工单由您负责，须在 {due:instant} 前作出决定。",
      },
    ],
    action: { en: "Open the case", zh: "打开工单" },
  }),
} as const;
