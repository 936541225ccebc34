import type { RefusalText } from "./refusal-text.ts";

/** Refusals by limits that an account set for itself. */
export const SPEND_LIMIT_REFUSAL_TEXTS = {
  day_limit_reached: {
    reason: {
      en: "The daily spend limit is {limit:money}; {taken:exactMoney} is used or held, and this needs {needed:exactMoney}.",
      zh: "每日消费上限为 {limit:money}，已使用或预留 {taken:exactMoney}，而本次需要 {needed:exactMoney}。",
    },
    help: {
      en: "Wait for the next day, or raise the limit in the settings.",
      zh: "请等到次日，或在设置中提高上限。",
    },
  },
  month_limit_reached: {
    reason: {
      en: "The monthly spend limit is {limit:money}; {taken:exactMoney} is used or held, and this needs {needed:exactMoney}.",
      zh: "每月消费上限为 {limit:money}，已使用或预留 {taken:exactMoney}，而本次需要 {needed:exactMoney}。",
    },
    help: {
      en: "Wait for the next month, or raise the limit in the settings.",
      zh: "请等到下个月，或在设置中提高上限。",
    },
  },
} as const satisfies Record<string, RefusalText>;
