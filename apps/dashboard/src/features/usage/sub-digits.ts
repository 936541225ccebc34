import { type Currency, type Money, minorDigits } from "@tenure/core/money";

/** The most digits below the minor unit that any of these amounts has: what a column must make room for. */
export function subDigitsOf(amounts: readonly Money[], currency: Currency): number {
  const most = amounts.reduce(
    (longest, each) => Math.max(longest, each.amount.split(".")[1]?.length ?? 0),
    0,
  );
  return Math.max(0, most - minorDigits(currency));
}
