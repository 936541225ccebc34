import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Why a case may not be decided like that (R5.2, T1.4). Told to reviewers; the customer's refusals are those of R2. */
export const REFUND_CASE_REFUSAL_TEXTS = {
  second_person_required: {
    reason: {
      en: "Above {threshold:money} another person approves; this one you approved yourself.",
      zh: "金额超过 {threshold:money} 须由另一人批准，而初次批准人正是您。",
    },
    help: { en: "Ask a colleague to look at it.", zh: "请同事复核。" },
  },
  override_not_applicable: {
    reason: {
      en: "What you override does not stand against this request: {override}.",
      zh: "您要豁免的事项并不适用于本申请：{override}。",
    },
    help: { en: "Take that line back and look at the preview again.", zh: "请撤回该项后重新查看预览。" },
  },
  statutory_window_expired: {
    reason: {
      en: "The law of {country} gives {windowHours:hourCount}; the message came later, or no such rule is in the policy.",
      zh: "{country} 法律规定的期限为 {windowHours:hourCount}；邮件收到时已逾期，或政策中没有该规定。",
    },
    help: { en: "Decline with the clause that applies.", zh: "请按适用条款予以拒绝。" },
  },
  decline_reason_not_applicable: {
    reason: {
      en: "A reason that you give does not stand against this request: {reasons}.",
      zh: "您给出的理由不适用于本申请：{reasons}。",
    },
    help: {
      en: "Choose among the reasons that the preview lists, or one of your own.",
      zh: "请从预览列出的理由中选择，或选用审核人员的理由。",
    },
  },
} as const satisfies Record<string, RefusalText>;

/** Why a person declines where no clause of R2 stands against a request; the customer reads these words. */
export const CASE_DECLINE_REASONS = [
  "not_the_holder",
  "no_answer",
  "order_unknown",
  "withdrawn_by_customer",
  "duplicate_request",
] as const;

/** A reason of a person, see {@link CASE_DECLINE_REASONS}. */
export type CaseDeclineReason = (typeof CASE_DECLINE_REASONS)[number];

/** The reasons of a person in words. */
export const CASE_DECLINE_REASON_TEXTS: Record<CaseDeclineReason, Text> = {
  not_the_holder: {
    en: "The request did not come from the holder of the account.",
    zh: "该申请并非由账户持有人提出。",
  },
  no_answer: {
    en: "We asked for more information and did not receive it.",
    zh: "我们要求补充信息，但未收到答复。",
  },
  order_unknown: {
    en: "We found no order that fits the request.",
    zh: "未找到与申请相符的订单。",
  },
  withdrawn_by_customer: { en: "You took the request back.", zh: "您已撤回申请。" },
  duplicate_request: {
    en: "Another request for the same order is being looked at, or was decided.",
    zh: "同一订单的另一项申请正在处理或已处理完毕。",
  },
};

/** Texts a reviewer begins an answer with, in the language of the case. */
export const CASE_ANSWER_TEXTS = {
  missing: {
    en: "Thank you for writing to us. To look at your request we still need: the account e-mail or id, the purchase date and time (YYYY-MM-DD HH:mm) and the amount. Please answer this e-mail.",
    zh: "感谢您的来信。为审核您的申请，我们还需要：账户邮箱或编号、购买日期与时间（YYYY-MM-DD HH:mm）以及金额。请直接回复本邮件。",
  },
  which_order: {
    en: "We found several orders that could be meant. Please tell us the order's number; you find it in the billing history of your subscription.",
    zh: "我们找到多笔可能相符的订单。请告知订单编号，您可在订阅页的账单记录中查看。",
  },
  from_owner: {
    en: "For the account's safety we can only talk about it with its owner. Please write to us from the owner's e-mail address, or open the case in the dashboard.",
    zh: "为保障账户安全，我们只能与账户所有者沟通。请用所有者的邮箱来信，或在控制台中提交申请。",
  },
  takes_longer: {
    en: "We are still looking at your request and will answer by the date we told you.",
    zh: "您的申请仍在审核中，我们会在告知的期限内答复。",
  },
} as const satisfies Record<string, Text>;

/** Name of such a text. */
export type CaseAnswerText = keyof typeof CASE_ANSWER_TEXTS;
