import { fromMoney, type Money as MoneyValue } from "@tenure/core/money";
import type { ComponentProps } from "react";
import { Money } from "./money.tsx";

/**
 * An amount in the form the API carries (`{ amount: "18.05", currency: "USD" }`), typeset by {@link Money}.
 * @throws RangeError when it exceeds what a customer's amount can be
 */
export function Amount(
  props: { readonly value: MoneyValue } & Omit<ComponentProps<typeof Money>, "nanos" | "currency">,
) {
  const { value, ...rest } = props;
  return <Money nanos={fromMoney(value)} currency={value.currency} {...rest} />;
}
