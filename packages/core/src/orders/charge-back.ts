import { type Currency, exchangedMinorFloor, isCurrency, minorToNanos } from "../money/index.ts";

/** A payment in the currency that its order is booked in, with what was charged where that was another one. */
export interface ChargedPayment {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly chargeMinor: bigint | null;
  readonly chargeCurrency: string | null;
  readonly exchangeRate: string | null;
}

/**
 * What a part of a payment is in the currency that was charged, which is what goes back (R6.3): all of it is all that was
 * charged; a part is taken at the order's stored rate and rounded down, so that parts never add up to more. Differences
 * of exchange rates since are the customer's.
 */
export function chargeBack(
  payment: ChargedPayment,
  partMinor: bigint,
): { readonly amountMinor: bigint; readonly currency: string } {
  const { chargeMinor, chargeCurrency, exchangeRate, amountMinor, currency } = payment;
  if (chargeMinor === null || chargeCurrency === null || exchangeRate === null)
    return { amountMinor: partMinor, currency };
  if (partMinor === amountMinor) return { amountMinor: chargeMinor, currency: chargeCurrency };
  const [from, to] = [known(currency), known(chargeCurrency)];
  const exchanged = exchangedMinorFloor(minorToNanos(partMinor, from), exchangeRate, to);
  return { amountMinor: exchanged < chargeMinor ? exchanged : chargeMinor, currency: chargeCurrency };
}

/**
 * The part of a payment that so much in the currency that was charged is; null where no part of it is exactly that, since parts
 * are counted in the order's currency.
 */
export function partOfCharge(payment: ChargedPayment, chargedMinor: bigint): bigint | null {
  const { chargeMinor, amountMinor } = payment;
  if (chargeMinor === null) return chargedMinor;
  if (chargeMinor === 0n) return null;
  const about = (chargedMinor * amountMinor) / chargeMinor;
  const parts = [amountMinor, about - 1n, about, about + 1n];
  return (
    parts.find(
      (part) => part > 0n && part <= amountMinor && chargeBack(payment, part).amountMinor === chargedMinor,
    ) ?? null
  );
}

function known(code: string): Currency {
  if (!isCurrency(code)) throw new RangeError(`not an accepted currency: ${code.slice(0, 8)}`);
  return code;
}
