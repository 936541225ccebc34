import { template } from "./template.ts";

const NOT_YOU = {
  en: "You find it under Account ownership. If this was not you, change your password and answer this message at once.",
  zh: "您可在“账户归属”页面查看。如非本人操作，请立即修改密码并回复本邮件。",
};

/** E-mails about real-name verification (C1.2). None of them says a name, a date or a number of a document or phone. */
export const SUBJECTS_TEMPLATES = {
  identity_verified: template({
    params: ["account"],
    subject: { en: "The holder of {account} is verified", zh: "账户 {account} 的持有人已通过实名认证" },
    paragraphs: [
      {
        en: "The holder of your account {account} is verified. From now on the verified name counts, whatever the profile says.",
        zh: "您的账户 {account} 的持有人已通过实名认证。此后以认证信息为准，不受账户资料影响。",
      },
    ],
    closing: {
      en: "You find it under Account ownership. If this was not you, answer this message.",
      zh: "您可在“账户归属”页面查看。如非本人操作，请直接回复本邮件。",
    },
  }),
  identity_mismatch: template({
    params: ["account"],
    subject: {
      en: "The document shows another name: verification of {account}",
      zh: "证件姓名不符：账户 {account} 的实名认证",
    },
    paragraphs: [
      {
        en: "The document is valid, but the name on it is not the one you gave for your account {account}. Nobody was verified.",
        zh: "证件有效，但证件上的姓名与您为账户 {account} 填写的姓名不一致，认证未通过。",
      },
      {
        en: "Verify again under Account ownership and write the name exactly as the document has it.",
        zh: "请在“账户归属”页面重新认证，并按证件所示填写姓名。",
      },
    ],
  }),
  identity_document_expired: template({
    params: ["account"],
    subject: {
      en: "Your document has expired: verification of {account}",
      zh: "证件已过期：账户 {account} 的实名认证",
    },
    paragraphs: [
      {
        en: "The document shown for your account {account} has expired, so nobody was verified. Go on under Account ownership with one that is valid.",
        zh: "为账户 {account} 出示的证件已过期，认证未通过。请在“账户归属”页面使用有效证件继续。",
      },
    ],
  }),
  identity_rejected: template({
    params: ["account"],
    subject: {
      en: "The check did not succeed: verification of {account}",
      zh: "核验未成功：账户 {account} 的实名认证",
    },
    paragraphs: [
      {
        en: "The document shown for your account {account} could not be verified. Account ownership says why; you can try again there.",
        zh: "为账户 {account} 出示的证件未能通过核验。原因见“账户归属”页面，您可在该页面重试。",
      },
    ],
  }),
  phone_verified: template({
    params: ["account"],
    subject: { en: "A phone was verified for {account}", zh: "账户 {account} 已验证手机号" },
    paragraphs: [
      {
        en: "A phone was verified for your account {account}. Codes sent to it confirm what matters most, such as a change of who holds the account.",
        zh: "账户 {account} 已验证一个手机号。变更账户主体等重要操作，将通过发送至该手机的验证码进行确认。",
      },
    ],
    closing: NOT_YOU,
  }),
  phone_replaced: template({
    params: ["account"],
    subject: { en: "The phone of {account} was replaced", zh: "账户 {account} 的手机号已更换" },
    paragraphs: [
      {
        en: "Another phone was verified for your account {account} in place of the one before. Codes go to the new one alone.",
        zh: "账户 {account} 已更换手机号。验证码此后仅发送至新手机号，原手机号不再有效。",
      },
    ],
    closing: NOT_YOU,
  }),
  phone_removed: template({
    params: ["account"],
    subject: { en: "The phone of {account} was removed", zh: "账户 {account} 的手机号已移除" },
    paragraphs: [
      {
        en: "The verified phone of your account {account} was removed. Without one, a change of who holds the account cannot be started.",
        zh: "账户 {account} 已验证的手机号已被移除。没有已验证的手机号，将无法发起账户主体变更。",
      },
    ],
    closing: NOT_YOU,
  }),
  documents_received: template({
    params: ["account", "due"],
    subject: { en: "Your documents are being read: {account}", zh: "正在审核您的材料：账户 {account}" },
    paragraphs: [
      {
        en: "We received the documents that prove who holds your account {account}. A person reads them and answers by {due:instant} at the latest.",
        zh: "我们已收到证明账户 {account} 持有人的材料，工作人员将进行审核，最迟于 {due:instant} 前答复。",
      },
    ],
  }),
  documents_needed: template({
    params: ["account", "text"],
    subject: { en: "We need something more: {account}", zh: "请补充材料：账户 {account}" },
    paragraphs: [
      { en: "{text}", zh: "{text}" },
      {
        en: "Add it under Account ownership and send the documents again.",
        zh: "请在“账户归属”页面补充材料并重新提交。",
      },
    ],
  }),
  documents_verified: template({
    params: ["account"],
    subject: { en: "The holder of {account} is verified", zh: "账户 {account} 的持有人已通过实名认证" },
    paragraphs: [
      {
        en: "Your documents prove who holds your account {account}. From now on the verified name counts, whatever the profile says.",
        zh: "您的材料已证明账户 {account} 的持有人。此后以认证信息为准，不受账户资料影响。",
      },
    ],
  }),
  documents_rejected: template({
    params: ["account", "text"],
    subject: { en: "Your documents were not accepted: {account}", zh: "材料未通过审核：账户 {account}" },
    paragraphs: [
      { en: "{text}", zh: "{text}" },
      {
        en: "You may begin another review under Account ownership.",
        zh: "您可在“账户归属”页面重新申请审核。",
      },
    ],
  }),
} as const;
