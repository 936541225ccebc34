/** What a test card does when it is used. */
export type CardBehaviour =
  | "approve"
  | "decline"
  | "insufficient_funds"
  | "stolen"
  | "authenticate_until_set_up"
  | "authenticate_always"
  | "refund_fails_later"
  | "refund_pending"
  | "dispute";

/** A test card of https://docs.stripe.com/testing, as far as the simulator knows it. */
export interface TestCard {
  readonly number: string;
  readonly brand: "visa" | "mastercard";
  readonly behaviour: CardBehaviour;
  /** Ready-made payment methods of the API that stand for this card. */
  readonly tokens: readonly string[];
  /** What it does, in the words of the checkout page. */
  readonly meaning: { readonly en: string; readonly zh: string };
}

export const testCards: readonly TestCard[] = [
  {
    number: "4242424242424242",
    brand: "visa",
    behaviour: "approve",
    tokens: ["pm_card_visa"],
    meaning: { en: "Payment succeeds", zh: "付款成功" },
  },
  {
    number: "4000002500003155",
    brand: "visa",
    behaviour: "authenticate_until_set_up",
    tokens: [],
    meaning: { en: "Asks for 3-D Secure, then succeeds", zh: "需要 3-D Secure 验证，随后成功" },
  },
  {
    number: "4000002760003184",
    brand: "visa",
    behaviour: "authenticate_always",
    tokens: ["pm_card_authenticationRequired"],
    meaning: { en: "Asks for 3-D Secure every time", zh: "每次付款都需要 3-D Secure 验证" },
  },
  {
    number: "4000000000000002",
    brand: "visa",
    behaviour: "decline",
    tokens: ["pm_card_chargeDeclined", "pm_card_visa_chargeDeclined"],
    meaning: { en: "Payment is declined", zh: "付款被拒绝" },
  },
  {
    number: "4000000000009995",
    brand: "visa",
    behaviour: "insufficient_funds",
    tokens: ["pm_card_chargeDeclinedInsufficientFunds", "pm_card_visa_chargeDeclinedInsufficientFunds"],
    meaning: { en: "Declined: insufficient funds", zh: "付款被拒绝：余额不足" },
  },
  {
    number: "4000000000009979",
    brand: "visa",
    behaviour: "stolen",
    tokens: ["pm_card_chargeDeclinedStolenCard", "pm_card_visa_chargeDeclinedStolenCard"],
    meaning: { en: "Declined: stolen card", zh: "付款被拒绝：卡片已挂失" },
  },
  {
    number: "4000000000005126",
    brand: "visa",
    behaviour: "refund_fails_later",
    tokens: ["pm_card_refundFail"],
    meaning: { en: "A refund succeeds, then fails", zh: "退款先成功，随后失败" },
  },
  {
    number: "4000000000007726",
    brand: "visa",
    behaviour: "refund_pending",
    tokens: ["pm_card_pendingRefund"],
    meaning: { en: "A refund is pending, then succeeds", zh: "退款先处于处理中，随后成功" },
  },
  {
    number: "4000000000000259",
    brand: "visa",
    behaviour: "dispute",
    tokens: ["pm_card_createDispute"],
    meaning: { en: "The payment is disputed afterwards", zh: "付款随后被持卡人提出争议" },
  },
];

export const cardByNumber = (number: string): TestCard | undefined =>
  testCards.find((card) => card.number === number.replaceAll(" ", ""));

export const cardByToken = (token: string): TestCard | undefined =>
  testCards.find((card) => card.tokens.includes(token));
