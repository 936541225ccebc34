import { z } from "zod";
import type { Text } from "./template.ts";

/** What a refusal says and what would help. */
export interface RefusalText {
  readonly reason: Text;
  readonly help: Text;
}

/**
 * Every refusal of the product. Policy refusals carry the codes of policy.md; the code is part of the public API and
 * is never renamed.
 */
export const REFUSAL_TEXTS = {
  account_terminated: {
    reason: { en: "This account has been terminated.", zh: "该账户已被终止。" },
    help: { en: "Contact support if you think this is a mistake.", zh: "如有疑问，请联系客服。" },
  },
  gift_already_revoked: {
    reason: { en: "These gift credits were taken back before.", zh: "这笔赠送额度此前已被收回。" },
    help: { en: "Nothing is left to do.", zh: "无需再次操作。" },
  },
  gift_expired: {
    reason: { en: "These gift credits have expired.", zh: "这笔赠送额度已过期。" },
    help: { en: "Nothing is left to take back.", zh: "已无可收回的额度。" },
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
} as const satisfies Record<string, RefusalText>;

/** Stable code of a refusal. */
export type RefusalCode = keyof typeof REFUSAL_TEXTS;

/** Accepts the known refusal codes only. */
export const refusalCodeSchema = z.enum(Object.keys(REFUSAL_TEXTS) as [RefusalCode, ...RefusalCode[]]);
