import { template } from "./template.ts";

/** E-mails about webhook endpoints that were given up. */
export const WEBHOOK_ENDPOINTS_TEMPLATES = {
  webhook_endpoint_failing: template({
    params: ["account", "host", "url"],
    subject: {
      en: "{account}: webhooks to {host} were stopped",
      zh: "{account}：已停止向 {host} 发送 Webhook",
    },
    paragraphs: [
      {
        en: "For five days {host} has accepted none of the events of {account}, so we stopped sending them there.",
        zh: "{host} 已连续五天未接收 {account} 的任何事件，我们已停止向其发送。",
      },
      {
        en: "Events gather meanwhile. Once your endpoint answers again, resume it and they are sent.",
        zh: "事件在此期间会继续积存。待您的端点恢复应答后，请恢复发送，积存的事件将随即送出。",
      },
    ],
    action: { en: "See what it answered", zh: "查看其应答" },
  }),
  webhook_endpoint_gone: template({
    params: ["account", "host", "url"],
    subject: {
      en: "{account}: webhooks to {host} were stopped",
      zh: "{account}：已停止向 {host} 发送 Webhook",
    },
    paragraphs: [
      {
        en: "{host} answered that the webhook endpoint of {account} is gone (410), so we stopped sending events there.",
        zh: "{host} 应答称 {account} 的 Webhook 端点已不存在（410），我们已停止向其发送事件。",
      },
      {
        en: "If that is as it should be, end the endpoint. If not, resume it: the events that gathered are sent.",
        zh: "如属正常，请终止该端点；否则请恢复发送，积存的事件将随即送出。",
      },
    ],
    action: { en: "See what it answered", zh: "查看其应答" },
  }),
} as const;
