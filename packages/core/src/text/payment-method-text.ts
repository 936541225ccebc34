import type { Language } from "../money/index.ts";

/** Names of payment methods that are not the same in Chinese; a card is called by its brand and digits in both. */
const IN_CHINESE: Readonly<Record<string, string>> = { Alipay: "支付宝", Card: "银行卡" };

/** A payment method as it was kept (`Visa •••• 4242`, `Alipay`), in a person's language. */
export const paymentMethodText = (label: string, language: Language): string =>
  (language === "zh" && Object.hasOwn(IN_CHINESE, label) ? IN_CHINESE[label] : undefined) ?? label;
