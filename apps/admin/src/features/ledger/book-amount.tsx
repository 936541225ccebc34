import type { Money as MoneyValue } from "@tenure/core/money";
import { decimalToNanos } from "@tenure/core/money";
import { Money } from "@tenure/ui";

/** An amount of the books, which may be larger than any customer's; nothing where there is none. */
export function BookAmount(props: { readonly value: MoneyValue | null; readonly symbol?: boolean }) {
  const { value, symbol = false } = props;
  const nanos = value === null ? null : decimalToNanos(value.amount);
  if (value === null || nanos === null) return null;
  return <Money nanos={nanos} currency={value.currency} symbol={symbol} />;
}
