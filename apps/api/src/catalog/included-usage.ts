import { type Currency, fromMoney, type Money } from "@tenure/core/money";
import { AppError } from "../errors/app-error.ts";

/**
 * What a price includes is counted in its own currency, and there is no less than nothing of it.
 * @throws AppError `validation_failed`
 */
export function requireIncluded(includedUsage: Money, currency: Currency): void {
  if (includedUsage.currency === currency && fromMoney(includedUsage) >= 0n) return;
  throw new AppError("validation_failed", "Included usage is zero or more, in the currency of the price.", [
    { path: "includedUsage", message: `zero or more, in ${currency}` },
  ]);
}
