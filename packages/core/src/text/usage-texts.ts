import type { RefusalText } from "./refusal-text.ts";
import type { Text } from "./template.ts";

/** Refusals of usage: authorising, extending, and single events of a batch. */
export const USAGE_REFUSAL_TEXTS = {
  model_not_priced: {
    reason: { en: "The model {model} has no price.", zh: "模型 {model} 没有价格。" },
    help: {
      en: "Check the model's name, or ask the operator to import its price.",
      zh: "请检查模型名称，或请运营方导入其价格。",
    },
  },
  usage_currency_mismatch: {
    reason: {
      en: "The amount is in {given}, the account's wallet in {wallet}.",
      zh: "金额币种为 {given}，而账户钱包币种为 {wallet}。",
    },
    help: { en: "State the amount in {wallet}.", zh: "请以 {wallet} 填写金额。" },
  },
  debt_outstanding: {
    reason: {
      en: "{debt:exactMoney} of earlier usage is still unpaid.",
      zh: "尚有 {debt:exactMoney} 的用量费用未付。",
    },
    help: { en: "Add credits; they pay the debt first.", zh: "请充值，充值额度将优先抵扣欠费。" },
  },
  insufficient_funds: {
    reason: {
      en: "This needs {needed:exactMoney}; {available:exactMoney} is available.",
      zh: "需要 {needed:exactMoney}，可用额度为 {available:exactMoney}。",
    },
    help: {
      en: "Add credits, choose a larger plan, or ask for fewer tokens.",
      zh: "请充值、升级套餐或减少请求的 token 数量。",
    },
  },
  hold_closed: {
    reason: { en: "This hold was settled, released or has expired.", zh: "该预授权已结算、已释放或已过期。" },
    help: { en: "Authorise the request anew.", zh: "请重新授权该请求。" },
  },
  hold_life_exceeded: {
    reason: {
      en: "A hold lives at most {minutes:minuteCount}.",
      zh: "预授权最长有效 {minutes:minuteCount}。",
    },
    help: {
      en: "Settle what was used so far and authorise the rest anew.",
      zh: "请先结算已使用部分，再为剩余部分重新授权。",
    },
  },
  refund_draining: {
    reason: {
      en: "The plan behind this hold is being refunded, so it cannot be extended.",
      zh: "该预授权所属套餐正在退款，无法延长。",
    },
    help: { en: "Settle it before it expires.", zh: "请在到期前结算。" },
  },
  usage_too_late: {
    reason: {
      en: "The usage is from {occurredAt:instant}; it must be reported within {hours:hourCount}.",
      zh: "该用量发生于 {occurredAt:instant}，须在 {hours:hourCount}内上报。",
    },
    help: { en: "Contact the operator to have it booked.", zh: "请联系运营方补录。" },
  },
  usage_in_future: {
    reason: {
      en: "The usage is dated {occurredAt:instant}, which is still to come.",
      zh: "该用量的时间为 {occurredAt:instant}，尚未到来。",
    },
    help: { en: "Check the clock of the machine that reports it.", zh: "请检查上报机器的时钟。" },
  },
  usage_tokens_inconsistent: {
    reason: {
      en: "The token counts do not fit together: {field} is smaller than its parts.",
      zh: "token 数量不一致：{field} 小于其各组成部分之和。",
    },
    help: {
      en: "Count cached and reasoning tokens inside the totals.",
      zh: "缓存与推理 token 应包含在总数之内。",
    },
  },
  usage_amount_too_large: {
    reason: { en: "The value of this request is beyond any limit.", zh: "该请求的金额超出上限。" },
    help: { en: "Check the token counts.", zh: "请检查 token 数量。" },
  },
  usage_event_conflict: {
    reason: {
      en: "An event with this id was recorded before with another value of: {fields}.",
      zh: "该事件编号此前已用于不同的内容：{fields}。",
    },
    help: { en: "Repeat the first values, or use a new id.", zh: "请重复首次的内容，或使用新的编号。" },
  },
  correction_unknown: {
    reason: { en: "There is no event {event} to correct.", zh: "未找到要更正的事件 {event}。" },
    help: { en: "Name the event by the id it was recorded under.", zh: "请填写该事件上报时的编号。" },
  },
  corrected_before: {
    reason: { en: "The event {event} was corrected before.", zh: "事件 {event} 已被更正。" },
    help: { en: "Correct the event that stands for it now.", zh: "请更正其现行的替代事件。" },
  },
  hold_unknown: {
    reason: { en: "There is no such hold.", zh: "未找到该预授权。" },
    help: { en: "Record the usage without a hold.", zh: "请不带预授权直接上报用量。" },
  },
  hold_used_before: {
    reason: {
      en: "The usage of this hold was recorded under another event id.",
      zh: "该预授权的用量已以其他事件编号上报。",
    },
    help: { en: "Record further usage without the hold.", zh: "请不带该预授权上报其余用量。" },
  },
} as const satisfies Record<string, RefusalText>;

/** Lines of usage decisions. */
export const USAGE_LINE_TEXTS = {
  hold_from_plan: { en: "Promised from included usage", zh: "由套餐用量保证" },
  hold_from_credits: { en: "Promised from credits", zh: "由额度保证" },
  debt_repaid: { en: "Paid from credits for earlier usage", zh: "以额度抵扣此前的欠费" },
  hold_total: { en: "Promised in all", zh: "保证总额" },
} as const satisfies Record<string, Text>;
