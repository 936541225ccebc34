import { allocate } from "../money/index.ts";

/** What goes back to one payment, in whole minor units. */
export interface RefundLeg {
  readonly paymentId: string;
  readonly amountMinor: bigint;
}

/** What one payment can still return, and the least its provider pays. */
export interface LegCapacity {
  readonly paymentId: string;
  readonly capacityMinor: bigint;
  readonly minimumMinor: bigint;
}

/**
 * Splits a refund over its payments in proportion to what each can still return; the legs add up exactly. A leg that
 * its provider could not pay is left out, smallest capacity first, and the others take its share. Legs of nothing are
 * left out of the answer.
 * @returns null where no split can be paid.
 */
export function splitIntoLegs(
  totalMinor: bigint,
  capacities: readonly LegCapacity[],
): readonly RefundLeg[] | null {
  if (totalMinor <= 0n) return null;
  let candidates = capacities.filter((each) => each.capacityMinor > 0n);
  while (candidates.length > 0) {
    const wholeMinor = candidates.reduce((sum, each) => sum + each.capacityMinor, 0n);
    if (totalMinor > wholeMinor) return null;
    // A share never exceeds its capacity: the total is at most the sum, and a leftover unit goes to a fraction.
    const shares = allocate(
      totalMinor,
      candidates.map((each) => each.capacityMinor),
    );
    const legs = candidates.map((each, index) => ({ ...each, amountMinor: shares[index] ?? 0n }));
    if (legs.every((leg) => leg.amountMinor === 0n || leg.amountMinor >= leg.minimumMinor)) {
      return legs
        .filter((leg) => leg.amountMinor > 0n)
        .map(({ paymentId, amountMinor }) => ({ paymentId, amountMinor }));
    }
    const smallest = candidates.reduce((least, each) =>
      each.capacityMinor <= least.capacityMinor ? each : least,
    );
    candidates = candidates.filter((each) => each !== smallest);
  }
  return null;
}
