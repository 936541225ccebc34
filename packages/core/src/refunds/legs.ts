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
 * its provider could not pay is left out and the others take its share; where they cannot, it gets exactly the least
 * its provider pays. Legs of nothing are left out of the answer, the others stay in the order of the payments.
 * @returns null where no split can be paid.
 */
export function splitIntoLegs(
  totalMinor: bigint,
  capacities: readonly LegCapacity[],
): readonly RefundLeg[] | null {
  const payable = capacities.filter(
    (each) => each.capacityMinor > 0n && each.capacityMinor >= each.minimumMinor,
  );
  const shares = sharesOf(totalMinor, payable);
  if (shares === null) return null;
  return payable.flatMap((each) => {
    const amountMinor = shares.get(each) ?? 0n;
    return amountMinor === 0n ? [] : [{ paymentId: each.paymentId, amountMinor }];
  });
}

function sharesOf(
  totalMinor: bigint,
  candidates: readonly LegCapacity[],
): ReadonlyMap<LegCapacity, bigint> | null {
  if (totalMinor <= 0n || totalMinor > capacityOf(candidates)) return null;
  // A share never exceeds its capacity: the total is at most the sum, and a leftover unit goes to a fraction.
  const inProportion = allocate(
    totalMinor,
    candidates.map((each) => each.capacityMinor),
  );
  const shares = new Map(candidates.map((each, index) => [each, inProportion[index] ?? 0n]));
  const tooSmall = candidates.filter((each) => {
    const share = shares.get(each) ?? 0n;
    return share > 0n && share < each.minimumMinor;
  });
  const [first] = tooSmall;
  if (first === undefined) return shares;

  const gives = tooSmall.reduce(
    (least, each) => (each.capacityMinor <= least.capacityMinor ? each : least),
    first,
  );
  const others = candidates.filter((each) => each !== gives);
  if (totalMinor <= capacityOf(others)) return sharesOf(totalMinor, others);
  if (totalMinor === gives.minimumMinor) return new Map([[gives, totalMinor]]);
  const rest = sharesOf(totalMinor - gives.minimumMinor, others);
  return rest === null ? null : new Map([...rest, [gives, gives.minimumMinor]]);
}

const capacityOf = (candidates: readonly LegCapacity[]): bigint =>
  candidates.reduce((sum, each) => sum + each.capacityMinor, 0n);
