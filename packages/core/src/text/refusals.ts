import { z } from "zod";
import { ACCOUNT_REFUSAL_TEXTS } from "./account-texts.ts";
import { ADD_ON_REFUSAL_TEXTS } from "./add-on-texts.ts";
import { AUTO_TOP_UP_REFUSAL_TEXTS } from "./auto-top-up-texts.ts";
import { CANCEL_REFUSAL_TEXTS } from "./cancel-texts.ts";
import { DISTRIBUTOR_REFUSAL_TEXTS } from "./distributor-texts.ts";
import { GIFT_SUBSCRIPTION_REFUSAL_TEXTS } from "./gift-subscription-texts.ts";
import { GOODWILL_REFUND_REFUSAL_TEXTS } from "./goodwill-refund-texts.ts";
import { OUTSIDE_REFUND_REFUSAL_TEXTS } from "./outside-refund-texts.ts";
import { PLAN_CHANGE_REFUSAL_TEXTS } from "./plan-change-texts.ts";
import { PRICE_AGREEMENT_REFUSAL_TEXTS } from "./price-agreement-texts.ts";
import { REFERRAL_REFUSAL_TEXTS } from "./referral-texts.ts";
import { REFUND_CASE_REFUSAL_TEXTS } from "./refund-case-texts.ts";
import { REFUND_REFUSAL_TEXTS } from "./refund-refusals.ts";
import type { RefusalText } from "./refusal-text.ts";
import { RENEWAL_REFUSAL_TEXTS } from "./renewal-texts.ts";
import { SPEND_LIMIT_REFUSAL_TEXTS } from "./spend-limit-texts.ts";
import { SUBJECT_CHANGE_REFUSAL_TEXTS } from "./subject-change-refusals.ts";
import { TOP_UP_REFUSAL_TEXTS } from "./top-up-texts.ts";
import { USAGE_REFUSAL_TEXTS } from "./usage-texts.ts";

/**
 * Every refusal of the product. Policy refusals carry the codes of policy.md; the code is part of the public API and
 * is never renamed.
 */
export const REFUSAL_TEXTS = {
  account_terminated: {
    reason: { en: "This account has been terminated.", zh: "该账户已被终止。" },
    help: { en: "Contact support if you think this is a mistake.", zh: "如有疑问，请联系客服。" },
  },
  account_suspended: {
    reason: { en: "This account is suspended.", zh: "该账户已被暂停。" },
    help: { en: "Contact support to have it reviewed.", zh: "请联系客服申请复核。" },
  },
  already_subscribed: {
    reason: { en: "A {plan:plan} subscription is running already.", zh: "已有正在生效的 {plan:plan} 套餐。" },
    help: {
      en: "Change your plan instead; with an upgrade, what is left of this one is credited.",
      zh: "您可以直接变更套餐；升级时，当前套餐未用部分会折抵。",
    },
  },
  billing_details_invalid: {
    reason: {
      en: "Billing details cannot be right: {fields:fields}.",
      zh: "账单信息有误：{fields:fields}。",
    },
    help: { en: "Correct them under Billing details.", zh: "请在“账单信息”中更正。" },
  },
  billing_details_incomplete: {
    reason: {
      en: "Billing details are incomplete: {fields:fields}.",
      zh: "账单信息不完整：{fields:fields}。",
    },
    help: { en: "Complete them under Billing details.", zh: "请在“账单信息”中补全。" },
  },
  plan_currency_mismatch: {
    reason: {
      en: "This price is in {plan}, the account pays in {wallet}.",
      zh: "该价格以 {plan} 计，而账户以 {wallet} 付款。",
    },
    help: { en: "Choose a price in {wallet}.", zh: "请选择以 {wallet} 计价的套餐。" },
  },
  plan_is_free: {
    reason: { en: "The Free plan needs no purchase.", zh: "免费套餐无需购买。" },
    help: { en: "It applies whenever no paid plan runs.", zh: "没有付费套餐时自动适用。" },
  },
  payment_amount_mismatch: {
    reason: {
      en: "Paid {paid:money}, ordered {ordered:money}.",
      zh: "实付 {paid:money}，订单金额 {ordered:money}。",
    },
    help: { en: "Our staff looks into it and will write to you.", zh: "工作人员将核实并与您联系。" },
  },
  payment_currency_mismatch: {
    reason: { en: "Paid in {paid}, ordered in {ordered}.", zh: "实付币种 {paid}，订单币种 {ordered}。" },
    help: { en: "Our staff looks into it and will write to you.", zh: "工作人员将核实并与您联系。" },
  },
  gift_already_revoked: {
    reason: { en: "These gift credits were taken back before.", zh: "这笔赠送额度此前已被收回。" },
    help: { en: "Nothing is left to do.", zh: "无需再次操作。" },
  },
  gift_expired: {
    reason: { en: "These gift credits have expired.", zh: "这笔赠送额度已过期。" },
    help: { en: "Nothing is left to take back.", zh: "已无可收回的额度。" },
  },
  gift_promised: {
    reason: {
      en: "Requests in flight were promised {promised:money} of these credits.",
      zh: "进行中的请求已预留其中 {promised:money} 额度。",
    },
    help: {
      en: "Try again when they have ended; that takes a quarter of an hour at most.",
      zh: "请待这些请求结束后再试，最长约一刻钟。",
    },
  },
  gift_spent: {
    reason: { en: "All of these gift credits have been spent.", zh: "这笔赠送额度已全部使用。" },
    help: { en: "Only unspent gift credits can be taken back.", zh: "只能收回未使用的赠送额度。" },
  },
  gift_amount_out_of_range: {
    reason: {
      en: "A gift is more than zero and at most {max:money}.",
      zh: "赠送额度须大于零且不超过 {max:money}。",
    },
    help: { en: "Enter an amount within the limit.", zh: "请输入限额以内的金额。" },
  },
  gift_currency_mismatch: {
    reason: {
      en: "The gift is in {gift}, the account's wallet in {wallet}.",
      zh: "赠送币种为 {gift}，而账户钱包币种为 {wallet}。",
    },
    help: { en: "Enter the amount in {wallet}.", zh: "请以 {wallet} 输入金额。" },
  },
  ...GOODWILL_REFUND_REFUSAL_TEXTS,
  ...OUTSIDE_REFUND_REFUSAL_TEXTS,
  ...REFUND_CASE_REFUSAL_TEXTS,
  ...REFUND_REFUSAL_TEXTS,
  ...TOP_UP_REFUSAL_TEXTS,
  ...USAGE_REFUSAL_TEXTS,
  ...REFERRAL_REFUSAL_TEXTS,
  ...AUTO_TOP_UP_REFUSAL_TEXTS,
  ...ACCOUNT_REFUSAL_TEXTS,
  ...CANCEL_REFUSAL_TEXTS,
  ...DISTRIBUTOR_REFUSAL_TEXTS,
  ...PLAN_CHANGE_REFUSAL_TEXTS,
  ...ADD_ON_REFUSAL_TEXTS,
  ...GIFT_SUBSCRIPTION_REFUSAL_TEXTS,
  ...RENEWAL_REFUSAL_TEXTS,
  ...SPEND_LIMIT_REFUSAL_TEXTS,
  ...PRICE_AGREEMENT_REFUSAL_TEXTS,
  ...SUBJECT_CHANGE_REFUSAL_TEXTS,
} as const satisfies Record<string, RefusalText>;

/** Stable code of a refusal. */
export type RefusalCode = keyof typeof REFUSAL_TEXTS;

/** Accepts the known refusal codes only. */
export const refusalCodeSchema = z.enum(Object.keys(REFUSAL_TEXTS) as [RefusalCode, ...RefusalCode[]]);
