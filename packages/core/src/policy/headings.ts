import type { Text } from "../text/template.ts";

/** The three parts of the policy. */
export type SectionId = "T" | "R" | "C";

/** Titles of the parts, in the order they are shown. */
export const SECTIONS: readonly { readonly id: SectionId; readonly title: Text }[] = [
  { id: "T", title: { en: "Subscriptions, fees and payment", zh: "订阅、费用与付款" } },
  { id: "R", title: { en: "Refunds", zh: "退款" } },
  { id: "C", title: { en: "Change of account subject", zh: "账户主体变更" } },
];

/** Titles of the groups inside the parts; a clause `R3.7` belongs to group `R3`. */
export const GROUPS: readonly { readonly id: string; readonly title: Text }[] = [
  { id: "T1", title: { en: "Fees and purchase", zh: "费用与购买" } },
  { id: "T2", title: { en: "Term, renewal and cancellation", zh: "期限、续订与取消" } },
  { id: "T3", title: { en: "Price changes", zh: "价格调整" } },
  { id: "T4", title: { en: "Rules of use", zh: "使用规范" } },
  { id: "T5", title: { en: "Interruptions", zh: "服务中断" } },
  { id: "T6", title: { en: "Additional services and payment processors", zh: "增值服务与支付机构" } },
  { id: "R1", title: { en: "What can be refunded", zh: "退款条件" } },
  { id: "R2", title: { en: "What cannot be refunded", zh: "不予退款的情形" } },
  { id: "R3", title: { en: "How the amount is calculated", zh: "金额计算" } },
  { id: "R4", title: { en: "Refunding online", zh: "自助退款流程" } },
  { id: "R5", title: { en: "Refunding by e-mail", zh: "邮件申请退款" } },
  { id: "R6", title: { en: "After a refund", zh: "退款之后" } },
  { id: "R7", title: { en: "Channels", zh: "退款渠道" } },
  { id: "C1", title: { en: "Agreement and effect", zh: "协议与生效" } },
  { id: "C2", title: { en: "Account holder", zh: "账户持有人" } },
  { id: "C3", title: { en: "Conditions and procedure", zh: "条件与程序" } },
  { id: "C4", title: { en: "Consequences", zh: "变更后果" } },
  { id: "C5", title: { en: "Commitments", zh: "承诺与责任" } },
  { id: "C6", title: { en: "Governing law", zh: "法律适用" } },
];
