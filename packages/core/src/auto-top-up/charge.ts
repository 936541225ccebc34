import { type Line, line } from "../decision/index.ts";
import type { Currency } from "../money/index.ts";
import { taxOn } from "../orders/tax.ts";
import type { Policy } from "../policy/index.ts";
import { bonusBps, bonusNanos, topUpOffer } from "../top-ups/index.ts";

/** What one automatic top-up costs and gives: as a top-up by hand of the same amount. Nanos. */
export interface Charge {
  readonly amountNanos: bigint;
  readonly taxNanos: bigint;
  readonly totalNanos: bigint;
  readonly bonusNanos: bigint;
}

/** Computes a charge with the lines that say it. */
export function chargeOf(
  amountNanos: bigint,
  currency: Currency,
  taxBps: number,
  policy: Policy,
): { readonly charge: Charge; readonly lines: Line[] } {
  const offer = topUpOffer(policy, currency);
  const taxNanos = taxOn(amountNanos, taxBps, currency);
  const onTopNanos = offer === null ? 0n : bonusNanos(offer, amountNanos);
  const charge = {
    amountNanos,
    taxNanos,
    totalNanos: amountNanos + taxNanos,
    bonusNanos: onTopNanos,
  };
  return {
    charge,
    lines: [
      line("item", "top_up_credits", "T6.1", amountNanos),
      line("item", "tax", "T1.2", taxNanos, { rate: String(taxBps) }),
      line("subtotal", "auto_top_up_charge", "T6.1", charge.totalNanos),
      ...(offer === null || onTopNanos === 0n
        ? []
        : [line("memo", "top_up_bonus", "R3.4", onTopNanos, { rate: String(bonusBps(offer, amountNanos)) })]),
    ],
  };
}
