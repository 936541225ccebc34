import { template } from "./template.ts";

/** E-mails about measures against an account (T4.2) and about closing one. */
export const ACCOUNTS_TEMPLATES = {
  account_suspended: template({
    params: ["account", "ground", "reason"],
    subject: { en: "Your account {account} was suspended", zh: "您的账户 {account} 已被暂停" },
    paragraphs: [
      {
        en: "We suspended your account {account}. Ground: {ground}. What happened: {reason}",
        zh: "我们已暂停您的账户 {account}。依据：{ground}。事由：{reason}",
      },
      {
        en: "New requests and purchases pause, and your plan does not renew meanwhile. Requests in flight were finished and counted; your credits stay as they are. A refund you asked for in time is still decided, and you can still cancel and download your data.",
        zh: "新的请求与购买暂停，期间套餐不会续订。进行中的请求已完成并计量，您的额度保持不变。您已及时申请的退款仍会处理，您也仍可取消套餐、下载数据。",
      },
    ],
    closing: {
      en: "If this is a mistake, answer this message and say what happened; a person reads it.",
      zh: "如有异议，请直接回复本邮件说明情况，我们将由专人审阅。",
    },
  }),
  account_lifted: template({
    params: ["account", "reason"],
    subject: { en: "Your account {account} works again", zh: "您的账户 {account} 已恢复" },
    paragraphs: [
      {
        en: "We lifted the suspension of your account {account}; requests are served again. {reason}",
        zh: "我们已解除对您账户 {account} 的暂停，请求已恢复服务。{reason}",
      },
    ],
  }),
  account_terminated: template({
    params: ["account", "ground", "reason", "forfeited"],
    subject: { en: "Your account {account} was terminated", zh: "您的账户 {account} 已被终止" },
    paragraphs: [
      {
        en: "We terminated your account {account}. Ground: {ground}. What happened: {reason}",
        zh: "我们已终止您的账户 {account}。依据：{ground}。事由：{reason}",
      },
      {
        en: "Its keys no longer work and a running plan has ended. Fees already paid are not refunded, and {forfeited:money} of credits are lost. A refund you asked for in time is still decided. You can still download your data.",
        zh: "其密钥已失效，生效中的套餐已结束。已付费用不予退还，{forfeited:money} 额度作废。您已及时申请的退款仍会处理。您仍可下载数据。",
      },
    ],
    closing: {
      en: "If this is a mistake, answer this message and say what happened; a person reads it.",
      zh: "如有异议，请直接回复本邮件说明情况，我们将由专人审阅。",
    },
  }),
  account_closed: template({
    params: ["account", "forfeited"],
    subject: { en: "Your account {account} is closed", zh: "您的账户 {account} 已关闭" },
    paragraphs: [
      {
        en: "You closed your account {account}. Its keys and sessions have ended, automatic charges are off, and {forfeited:money} of credits were given up, as you confirmed.",
        zh: "您已关闭账户 {account}。其密钥与登录会话已失效，自动扣款已停止；按您的确认，已放弃 {forfeited:money} 额度。",
      },
      {
        en: "Your receipts and your data can still be downloaded: sign in as before.",
        zh: "您仍可照常登录，下载收据与数据。",
      },
    ],
  }),
  data_export_ready: template({
    params: ["account", "until"],
    subject: { en: "Your data of {account} is ready", zh: "{account} 的数据已备好" },
    paragraphs: [
      {
        en: "The file with everything your account {account} holds is ready. Download it under Settings, Your data, until {until:instant}; it is deleted then. You will be asked to confirm that it is you.",
        zh: "包含您账户 {account} 全部内容的文件已备好。请在 {until:instant} 前于“设置 · 您的数据”中下载，届时文件将被删除。下载时会请您再次验证身份。",
      },
    ],
  }),
} as const;
