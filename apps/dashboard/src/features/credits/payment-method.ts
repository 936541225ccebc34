import { useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";

/** How a top-up can be paid. */
export type PaymentMethod = NonNullable<Outputs["topUps"]["offer"]["offer"]>["methods"][number]["method"];

/** What people call a way of paying. */
export function usePaymentMethodName(): (method: PaymentMethod) => string {
  const { t } = useLingui();
  const names: Readonly<Record<PaymentMethod, string>> = {
    card: t({ message: "Card", context: "way of paying" }),
    alipay: t`Alipay`,
  };
  return (method) => names[method];
}
