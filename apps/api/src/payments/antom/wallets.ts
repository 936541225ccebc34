/** Wallets that the product offers, by Antom's `paymentMethodType`. Alipay takes yuan only (payments.md §3). */
const WALLETS = [{ methodType: "ALIPAY_CN", name: "Alipay", currency: "CNY" }] as const;

/** The wallet that takes a currency; null where none does. */
export const walletFor = (currency: string): (typeof WALLETS)[number] | null =>
  WALLETS.find((each) => each.currency === currency) ?? null;

/** What people call the wallet of a payment. */
export const walletName = (methodType: string | null): string =>
  WALLETS.find((each) => each.methodType === methodType)?.name ?? "Alipay";
