import { defineAgreement } from "../agreement/index.ts";
import type { Currency } from "../money/index.ts";
import type { Instant } from "../time/index.ts";

/** What an owner gives up by closing. Amounts in nanos of `currency`. */
export interface GivenUp {
  readonly currency: Currency;
  readonly paidNanos: bigint;
  readonly bonusNanos: bigint;
  readonly giftNanos: bigint;
  readonly referralNanos: bigint;
  /** Paid for gifts that nobody redeemed. */
  readonly giftCodesNanos: bigint;
  /** End of the paid term that is given up; null without one. */
  readonly termEndsAt: Instant | null;
}

/** The confirmation of a closing; other amounts need another one. */
export const {
  current: CLOSING_WORDING,
  hash: closingHash,
  text: closingText,
} = defineAgreement({
  wordings: {
    "close-account-1": {
      en: "Close this account for good. I give up {paid:exactMoney} of paid credits, {bonus:exactMoney} of bonus, {gift:exactMoney} of gift and {referral:exactMoney} of referral credits, and {giftCodes:exactMoney} paid for gifts that nobody redeemed. Nothing of it is refunded.",
      zh: "永久关闭此账户。我放弃已付费额度 {paid:exactMoney}、充值赠送额度 {bonus:exactMoney}、赠送额度 {gift:exactMoney}、邀请奖励额度 {referral:exactMoney}，以及尚未兑换的礼品 {giftCodes:exactMoney}；以上均不予退还。",
    },
  },
  current: "close-account-1",
  agreedTo: (givenUp: GivenUp) => ({
    currency: givenUp.currency,
    paidNanos: givenUp.paidNanos,
    bonusNanos: givenUp.bonusNanos,
    giftNanos: givenUp.giftNanos,
    referralNanos: givenUp.referralNanos,
    giftCodesNanos: givenUp.giftCodesNanos,
    termEndsAt: givenUp.termEndsAt,
  }),
  said: (givenUp) => ({
    paid: givenUp.paidNanos.toString(),
    bonus: givenUp.bonusNanos.toString(),
    gift: givenUp.giftNanos.toString(),
    referral: givenUp.referralNanos.toString(),
    giftCodes: givenUp.giftCodesNanos.toString(),
  }),
});

/** Version of the words. */
export type ClosingWording = typeof CLOSING_WORDING;
