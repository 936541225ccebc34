import {
  type Currency,
  decimalToNanos,
  divideHalfUp,
  isCurrency,
  minorToNanos,
  NANOS_PER_UNIT,
  nanosPerMinor,
} from "../money/index.ts";

/** A movement of the provider's balance for a dispute. Minor units of `currency`; negative: taken from us. */
export interface DisputeTransaction {
  readonly id: string;
  readonly amountMinor: bigint;
  /** Negative where the provider gives a fee back. */
  readonly feeMinor: bigint;
  /** What it settled in. */
  readonly currency: string;
  /** What one unit of the dispute's currency was in it; null where both are the same. */
  readonly exchangeRate: string | null;
}

/** What the provider shows of a dispute at some time. */
export interface DisputeWord {
  readonly status: string;
  /** Disputed, in minor units of the currency that was charged. */
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Every one so far, oldest first. */
  readonly transactions: readonly DisputeTransaction[];
}

/** A payment as its dispute is booked: in the currency of its order, with what was charged where that was another one. */
export interface BookedPayment {
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly chargeMinor: bigint | null;
  readonly chargeCurrency: string | null;
}

/** A transaction in the currency of the order; both positive where money leaves us. Nanos. */
export interface BookedTransaction {
  readonly id: string;
  readonly takenNanos: bigint;
  readonly feeNanos: bigint;
}

/**
 * What a word's transactions are in the books (R6.3): the very amount where the provider settled in the currency that was
 * charged, else the whole dispute, since its rate of the day is the provider's; of a charge in another currency than the order's
 * the same part. A fee is converted at the transaction's own rate, rounded half up once.
 * @returns null where a transaction cannot be read: another currency without its rate
 */
export function bookedTransactions(
  word: DisputeWord,
  payment: BookedPayment,
): readonly BookedTransaction[] | null {
  const charged = payment.chargeCurrency ?? payment.currency;
  if (word.currency !== charged || !isCurrency(charged)) return null;
  const booked: BookedTransaction[] = [];
  for (const transaction of word.transactions) {
    const feeMinor = feeIn(charged, transaction);
    if (feeMinor === null) return null;
    const settledMinor = transaction.currency === charged ? abs(transaction.amountMinor) : word.amountMinor;
    const takenNanos = minorToNanos(partOf(payment, settledMinor), payment.currency);
    const feeNanos = minorToNanos(partOf(payment, abs(feeMinor)), payment.currency);
    booked.push({
      id: transaction.id,
      takenNanos: transaction.amountMinor === 0n ? 0n : signed(takenNanos, -transaction.amountMinor),
      feeNanos: signed(feeNanos, feeMinor),
    });
  }
  return booked;
}

/** A fee in minor units of the currency that was charged. */
function feeIn(charged: Currency, { currency, feeMinor, exchangeRate }: DisputeTransaction): bigint | null {
  if (currency === charged) return feeMinor;
  const rate = decimalToNanos(exchangeRate ?? "") ?? 0n;
  if (!isCurrency(currency) || rate <= 0n) return null;
  const feeNanos = minorToNanos(abs(feeMinor), currency);
  return signed(divideHalfUp(feeNanos * NANOS_PER_UNIT, rate * nanosPerMinor(charged)), feeMinor);
}

/** A part of what was charged, in minor units of the order's currency: all of it is all that was paid, a part is cut. */
const partOf = ({ amountMinor, chargeMinor }: BookedPayment, partMinor: bigint): bigint =>
  chargeMinor === null || chargeMinor === 0n ? partMinor : (partMinor * amountMinor) / chargeMinor;

const abs = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const signed = (amount: bigint, like: bigint): bigint => (like < 0n ? -amount : amount);
