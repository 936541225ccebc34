import { type Currency, decimalToNanos, MAX_AMOUNT_NANOS, type Money } from "@tenure/core/money";

const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/;

/** Reads an amount as people type it: `50`, `50.25`, `1,000`. Null where it is none. Whether it can be bought, the server says. */
export function typedAmount(text: string, currency: Currency): Money | null {
  const trimmed = text.trim();
  const plain = GROUPED.test(trimmed) ? trimmed.replaceAll(",", "") : trimmed;
  const amountNanos = decimalToNanos(plain);
  if (amountNanos === null || amountNanos <= 0n || amountNanos > MAX_AMOUNT_NANOS) return null;
  return { amount: plain, currency };
}
