import { type Currency, divideHalfUp, nanosPerMinor, shareBps } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";

/** What one automatic top-up costs and gives. Nanos. */
export interface ChargeAmounts {
  readonly amountNanos: bigint;
  readonly taxNanos: bigint;
  readonly totalNanos: bigint;
  readonly bonusNanos: bigint;
}

/** Computes what one top-up costs: tax in whole minor units, rounded half up once (T1.2); the bonus of any top-up. */
export function chargeAmounts(
  amountNanos: bigint,
  currency: Currency,
  taxBps: number,
  policy: Policy,
): ChargeAmounts {
  const perMinor = nanosPerMinor(currency);
  const taxNanos = divideHalfUp(amountNanos * BigInt(taxBps), 10_000n * perMinor) * perMinor;
  return {
    amountNanos,
    taxNanos,
    totalNanos: amountNanos + taxNanos,
    bonusNanos: topUpBonusNanos(amountNanos, currency, policy),
  };
}

/** The bonus of a top-up (R3.4): the share of the highest tier that the amount reaches. */
function topUpBonusNanos(amountNanos: bigint, currency: Currency, policy: Policy): bigint {
  const tier = policy.topUps.offers[currency]?.bonusTiers.findLast((each) => amountNanos >= each.fromNanos);
  return tier === undefined ? 0n : shareBps(amountNanos, BigInt(tier.bps));
}
