/** A wallet that people can pay with. */
export interface Wallet {
  readonly name: { readonly en: string; readonly zh: string };
  readonly currency: string;
  /** Smallest payment, smallest units. */
  readonly minimum: bigint;
  /** Days after the payment within which it can be refunded. */
  readonly refundDays: number;
  /** Amounts are multiples of it: the last two digits of an IDR amount are 00. */
  readonly step: bigint;
}

/** By `paymentMethodType`. Alipay (Chinese mainland) takes yuan only, at least 0.1 (payments.md §3). */
export const wallets: Readonly<Record<string, Wallet>> = {
  ALIPAY_CN: {
    name: { en: "Alipay", zh: "支付宝" },
    currency: "CNY",
    minimum: 10n,
    refundDays: 365,
    step: 1n,
  },
  ALIPAY_HK: {
    name: { en: "AlipayHK", zh: "支付宝香港" },
    currency: "HKD",
    minimum: 10n,
    refundDays: 365,
    step: 1n,
  },
  KAKAOPAY: {
    name: { en: "Kakao Pay", zh: "Kakao Pay" },
    currency: "KRW",
    minimum: 50n,
    refundDays: 365,
    step: 1n,
  },
  GCASH: { name: { en: "GCash", zh: "GCash" }, currency: "PHP", minimum: 100n, refundDays: 180, step: 1n },
  DANA: { name: { en: "DANA", zh: "DANA" }, currency: "IDR", minimum: 30_000n, refundDays: 180, step: 100n },
};
