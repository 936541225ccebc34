import { type Currency, isCurrency, minorToNanos, toMoney } from "@tenure/core/money";

/** What is charged, as the public API shows it; null where it is charged in the order's own currency (R6.3). */
export const showCharge = (
  charge: {
    readonly currency: Currency;
    readonly amountMinor: bigint;
    readonly rate: string | null;
    readonly rateSource: string | null;
  } | null,
) =>
  charge === null || charge.rate === null || charge.rateSource === null
    ? null
    : {
        amount: toMoney(minorToNanos(charge.amountMinor, charge.currency), charge.currency),
        rate: charge.rate,
        rateSource: charge.rateSource,
      };

/** The same of a stored order. */
export const chargeOfOrder = (order: {
  readonly chargeCurrency: string | null;
  readonly chargeMinor: bigint | null;
  readonly exchangeRate: string | null;
  readonly exchangeRateSource: string | null;
}) =>
  order.chargeCurrency === null || order.chargeMinor === null || !isCurrency(order.chargeCurrency)
    ? null
    : showCharge({
        currency: order.chargeCurrency,
        amountMinor: order.chargeMinor,
        rate: order.exchangeRate,
        rateSource: order.exchangeRateSource,
      });
