import { digestOf } from "../decision/index.ts";
import type { Currency, Language } from "../money/index.ts";
import { fill, type Text } from "../text/template.ts";
import type { Instant } from "../time/index.ts";

/** The words of a confirmed closing, by version. A version that somebody confirmed is never edited. */
const WORDINGS = {
  "close-account-1": {
    en: "Close this account for good. I give up {paid:exactMoney} of paid credits, {bonus:exactMoney} of bonus, {gift:exactMoney} of gift and {referral:exactMoney} of referral credits, and {giftCodes:exactMoney} paid for gifts that nobody redeemed. Nothing of it is refunded.",
    zh: "永久关闭此账户。我放弃已付费额度 {paid:exactMoney}、充值赠送额度 {bonus:exactMoney}、赠送额度 {gift:exactMoney}、邀请奖励额度 {referral:exactMoney}，以及尚未兑换的礼品 {giftCodes:exactMoney}；以上均不予退还。",
  },
} as const satisfies Record<string, Text>;

/** Version of the words. */
export type ClosingWording = keyof typeof WORDINGS;

/** The version that is confirmed now. */
export const CLOSING_WORDING: ClosingWording = "close-account-1";

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

/** Fingerprint of what is confirmed: the words and every value in them. Other amounts need another confirmation. */
export const closingHash = (wording: ClosingWording, language: Language, givenUp: GivenUp): string =>
  digestOf({
    wording,
    language,
    words: WORDINGS[wording][language],
    currency: givenUp.currency,
    paidNanos: givenUp.paidNanos.toString(),
    bonusNanos: givenUp.bonusNanos.toString(),
    giftNanos: givenUp.giftNanos.toString(),
    referralNanos: givenUp.referralNanos.toString(),
    giftCodesNanos: givenUp.giftCodesNanos.toString(),
    termEndsAt: givenUp.termEndsAt,
  });

/** The words as the owner reads them before confirming. */
export const closingText = (wording: ClosingWording, language: Language, givenUp: GivenUp): string =>
  fill(
    WORDINGS[wording],
    {
      paid: givenUp.paidNanos.toString(),
      bonus: givenUp.bonusNanos.toString(),
      gift: givenUp.giftNanos.toString(),
      referral: givenUp.referralNanos.toString(),
      giftCodes: givenUp.giftCodesNanos.toString(),
    },
    // No instant stands in it, so the zone is never looked at.
    { language, zone: "UTC", currency: givenUp.currency },
  );
