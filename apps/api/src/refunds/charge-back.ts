import { isCurrency, minorToNanos, toMoney } from "@tenure/core/money";
import { chargeBack } from "@tenure/core/orders";

/** What reaches the customer in the currency that was charged; null where that is the order's own (R6.3). */
export function showChargeBack(payment: Parameters<typeof chargeBack>[0], partMinor: bigint) {
  const { amountMinor, currency } = chargeBack(payment, partMinor);
  if (payment.exchangeRate === null || !isCurrency(currency)) return null;
  return { amount: toMoney(minorToNanos(amountMinor, currency), currency), rate: payment.exchangeRate };
}
