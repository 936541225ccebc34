import { template } from "./template.ts";

/**
 * E-mails about an account that passed to another holder, and about one that came back (C4, C5.5). None of them says a name
 * of the other side.
 */
export const SUBJECT_CHANGES_TEMPLATES = {
  subject_change_effective_old: template({
    params: ["account", "at", "methods", "url", "until"],
    secret: true,
    subject: {
      en: "The account {account} has passed to its new holder",
      zh: "账户 {account} 已转移至新主体",
    },
    paragraphs: [
      {
        en: "On {at:instant} the account {account} passed to its new holder, with everything in it, all rights and all obligations (C4.1). It cannot be undone by agreement or by wish (C4.4).",
        zh: "账户 {account} 已于 {at:instant} 连同其中一切及全部权利义务转移至新主体（C4.1）。该变更不因约定或意愿而撤销（C4.4）。",
      },
      {
        en: "At that moment your side's sessions and memberships ended (C4.5), and so did agreed prices, credit lines, partnerships and links with other accounts (C4.2). Your saved cards ({methods}), automatic top-up, referral links and API keys end as well; keys for which the new holder chose an overlap work until it is over. Your address and cards are not shown to the new holder (C4.10).",
        zh: "自该时刻起，您一方的登录会话与成员资格终止（C4.5），约定价格、授信、合作关系及与其他账户的关联终止（C4.2）。您已保存的银行卡（{methods} 张）、自动充值、邀请链接及 API 密钥一并终止；新主体选择延续的密钥在延续期满后失效。您的地址与银行卡信息不向新主体显示（C4.10）。",
      },
      {
        en: "You stay responsible for everything done under the account before (C4.6), and beside the new holder for what it goes on performing (C4.7). A refund of an order that you paid goes back to you and is decided by a person (C4.9).",
        zh: "此前账户下的一切行为仍由您负责（C4.6）；新主体继续履行的事项，您仍共同负责（C4.7）。由您付款的订单如退款，将退还给您，并由人工审核（C4.9）。",
      },
      {
        en: "What you answer for, to the last request, is in a signed statement. This link shows it until {until:instant}; keep it to yourself.",
        zh: "您所负责的全部内容（精确到每一次请求）载于一份经签名的结清单。您可在 {until:instant} 前通过以下链接查看，请勿转发。",
      },
    ],
    action: { en: "Show my statement", zh: "查看结清单" },
    closing: {
      en: "Receipts that you have stay valid. If something is not right, answer this message; a person reads it.",
      zh: "您已收到的收据继续有效。如有疑问，请直接回复本邮件，我们将由专人处理。",
    },
  }),
  subject_change_effective_new: template({
    params: ["account", "at", "keysEndAt", "graceDays"],
    subject: { en: "The account {account} is yours", zh: "账户 {account} 已归您所有" },
    paragraphs: [
      {
        en: "Since {at:instant} you hold the account {account}, with everything in it, all rights and all obligations (C4.1). Credits and a running plan passed as they were; the plan keeps its price and its end (C4.10).",
        zh: "自 {at:instant} 起，账户 {account} 连同其中一切及全部权利义务归您所有（C4.1）。额度与生效中的套餐原样转移，套餐价格与到期时间不变（C4.10）。",
      },
      {
        en: "The previous side has no access any more (C4.5). Its API keys work until {keysEndAt:instant} at the latest; keys that you prepared work now. Its cards, billing details, automatic top-up, agreed prices and links ended (C4.2, C4.10).",
        zh: "原方已无任何访问权限（C4.5）。其 API 密钥最迟于 {keysEndAt:instant} 失效，您预先准备的密钥现已生效。其银行卡、账单信息、自动充值、约定价格及关联均已终止（C4.2、C4.10）。",
      },
      {
        en: "Please enter your billing details and add a card under Billing: without one the next renewal waits {graceDays:dayCount}, and then the account goes to Free (C4.10). Refunds of orders that the previous holder paid are decided by a person and go back to that holder (C4.9).",
        zh: "请在“账单”页面填写账单信息并添加银行卡：否则下一次续订将等待 {graceDays:dayCount}，逾期账户转为免费版（C4.10）。由前一持有人付款的订单如退款，由人工审核并退还给前一持有人（C4.9）。",
      },
    ],
  }),
  subject_change_revoked_old: template({
    params: ["account", "at", "url", "until"],
    secret: true,
    subject: {
      en: "The change of holder of {account} was revoked",
      zh: "账户 {account} 的主体变更已被撤销",
    },
    paragraphs: [
      {
        en: "On {at:instant} we revoked the change by which you held the account {account}, because a commitment of the application was broken; it went back to the holder before (C5.5). Your access, cards and keys ended with it.",
        zh: "因申请中的承诺被违反，我们已于 {at:instant} 撤销使您取得账户 {account} 的主体变更，账户已恢复至变更前的主体（C5.5）。您的访问权限、银行卡与密钥随之终止。",
      },
      {
        en: "What was done while you held it stays yours to answer for (C4.6); the signed statement of it can be read here until {until:instant}. Keep the link to yourself.",
        zh: "您持有期间的行为仍由您负责（C4.6）。经签名的结清单可在 {until:instant} 前通过以下链接查看，请勿转发。",
      },
    ],
    action: { en: "Show my statement", zh: "查看结清单" },
    closing: {
      en: "If something is not right, answer this message; a person reads it.",
      zh: "如有异议，请直接回复本邮件，我们将由专人处理。",
    },
  }),
  subject_change_revoked_new: template({
    params: ["account", "at"],
    subject: { en: "The account {account} is yours again", zh: "账户 {account} 已恢复归您所有" },
    paragraphs: [
      {
        en: "On {at:instant} we revoked the change of holder of the account {account}, because a commitment of the application was broken; you hold it again (C5.5). What was done in between stays with whoever held it then (C4.6).",
        zh: "因申请中的承诺被违反，我们已于 {at:instant} 撤销账户 {account} 的主体变更，账户恢复归您所有（C5.5）。期间的行为由当时的持有人负责（C4.6）。",
      },
      {
        en: "API keys, cards and automatic top-up of before do not come back: please make new ones. Your billing details are as you left them.",
        zh: "此前的 API 密钥、银行卡与自动充值不会恢复，请重新设置。您的账单信息与变更前一致。",
      },
    ],
  }),
} as const;
