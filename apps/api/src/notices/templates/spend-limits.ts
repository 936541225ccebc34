import { template } from "./template.ts";

/** E-mails about spend limits. */
export const SPEND_LIMITS_TEMPLATES = {
  spend_warning_day: template({
    params: ["account", "limit", "spent", "url"],
    subject: {
      en: "{account}: {spent:money} of {limit:money} spent today",
      zh: "{account}：今日已消费 {spent:money}，上限 {limit:money}",
    },
    paragraphs: [
      {
        en: "{account} has spent {spent:money} today. Its own limit is {limit:money} a day; requests beyond it are declined until the next day.",
        zh: "{account} 今日已消费 {spent:money}，所设每日上限为 {limit:money}。超出上限的请求将被拒绝，次日自动恢复。",
      },
    ],
    action: { en: "See or change the limit", zh: "查看或修改上限" },
    closing: {
      en: "You get this message once a day at most, unless the limit changes.",
      zh: "除非上限有变更，本提醒每日至多发送一次。",
    },
  }),
  spend_warning_month: template({
    params: ["account", "limit", "spent", "url"],
    subject: {
      en: "{account}: {spent:money} of {limit:money} spent this month",
      zh: "{account}：本月已消费 {spent:money}，上限 {limit:money}",
    },
    paragraphs: [
      {
        en: "{account} has spent {spent:money} this month. Its own limit is {limit:money} a month; requests beyond it are declined until the next month.",
        zh: "{account} 本月已消费 {spent:money}，所设每月上限为 {limit:money}。超出上限的请求将被拒绝，次月自动恢复。",
      },
    ],
    action: { en: "See or change the limit", zh: "查看或修改上限" },
    closing: {
      en: "You get this message once a month at most, unless the limit changes.",
      zh: "除非上限有变更，本提醒每月至多发送一次。",
    },
  }),
} as const;
