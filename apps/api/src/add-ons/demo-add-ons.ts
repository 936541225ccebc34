import type { z } from "zod";
import type { createAddOn } from "./catalogue.ts";

/** What the sandbox sells beside plans and credits. */
export const DEMO_ADD_ONS: readonly z.output<typeof createAddOn.input>[] = [
  {
    key: "extra-seat",
    name: "Extra seat",
    description: { en: "One more person may use the account.", zh: "账户可增加一名使用者。" },
    price: { amount: "10.00", currency: "USD" },
  },
  {
    key: "higher-rate-limits",
    name: "Higher rate limits",
    description: { en: "Twice as many requests a minute.", zh: "每分钟请求数上限翻倍。" },
    price: { amount: "25.00", currency: "USD" },
  },
  {
    key: "priority-support",
    name: "Priority support",
    description: { en: "Answers within four hours on working days.", zh: "工作日四小时内答复。" },
    price: { amount: "50.00", currency: "USD" },
  },
];
