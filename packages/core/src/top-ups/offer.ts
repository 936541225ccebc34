import { type Currency, shareBps } from "../money/index.ts";
import type { Policy, TopUpOffer } from "../policy/index.ts";

/** What can be topped up in a currency under a policy; null where it cannot be topped up at all (T1.1). */
export const topUpOffer = (policy: Policy, currency: Currency): TopUpOffer | null =>
  policy.topUps.offers[currency] ?? null;

/** Share of a top-up that comes on top as bonus, basis points: that of the highest step it reaches (R3.4). */
export const bonusBps = (offer: TopUpOffer, amountNanos: bigint): number =>
  offer.bonusTiers.findLast(({ fromNanos }) => amountNanos >= fromNanos)?.bps ?? 0;

/** Bonus credits of a top-up, nanos, rounded down (R3.4). */
export const bonusNanos = (offer: TopUpOffer, amountNanos: bigint): bigint =>
  shareBps(amountNanos, BigInt(bonusBps(offer, amountNanos)));
