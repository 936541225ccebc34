import type { LotKind } from "../policy/index.ts";
import type { Instant } from "../time/index.ts";

/** A lot of credits as the burn order sees it. */
export interface BurnLot {
  readonly id: string;
  readonly kind: LotKind;
  /** What is left of it. Nanos. */
  readonly remainingNanos: bigint;
  /** From this instant on it can no longer be spent; null never expires. */
  readonly expiresAt: Instant | null;
  readonly openedAt: Instant;
}

/** A part taken from one lot; always more than zero. Nanos. */
export interface Burn {
  readonly lotId: string;
  readonly amountNanos: bigint;
}

/** Which lots pay, and what none of them covers. `burns` and `uncoveredNanos` add up to the amount asked for. */
export interface BurnPlan {
  readonly burns: readonly Burn[];
  readonly uncoveredNanos: bigint;
}

/** Whether a lot can still be spent at an instant: an expiry that has come is over. */
export const isSpendable = (lot: Pick<BurnLot, "remainingNanos" | "expiresAt">, now: Instant): boolean =>
  lot.remainingNanos > 0n && (lot.expiresAt === null || lot.expiresAt > now);

/** Sum of what can be spent of lots at an instant. Nanos. */
export const spendableOf = (
  lots: readonly Pick<BurnLot, "remainingNanos" | "expiresAt">[],
  now: Instant,
): bigint => lots.reduce((sum, lot) => (isSpendable(lot, now) ? sum + lot.remainingNanos : sum), 0n);

/**
 * Takes an amount from lots in the policy's order (design.md, "Which credits are burned first"): soonest expiry, lots
 * that never expire last; then the kinds in `burnOrder`; then the oldest. Lots that expired are left alone.
 * @param burnOrder `policy.credits.burnOrder`
 * @throws RangeError when the amount is negative
 */
export function planBurn(
  lots: readonly BurnLot[],
  amountNanos: bigint,
  burnOrder: readonly LotKind[],
  now: Instant,
): BurnPlan {
  if (amountNanos < 0n) throw new RangeError("an amount to burn is not negative");
  if (amountNanos === 0n) return NOTHING;
  const burns: Burn[] = [];
  let uncoveredNanos = amountNanos;
  for (const lot of lots.filter((each) => isSpendable(each, now)).sort(byBurnOrder(burnOrder))) {
    if (uncoveredNanos === 0n) break;
    const takenNanos = lot.remainingNanos < uncoveredNanos ? lot.remainingNanos : uncoveredNanos;
    burns.push({ lotId: lot.id, amountNanos: takenNanos });
    uncoveredNanos -= takenNanos;
  }
  return { burns, uncoveredNanos };
}

/** The lots after burns; what was emptied stays in the list with nothing left. */
export const afterBurns = (lots: readonly BurnLot[], burns: readonly Burn[]): readonly BurnLot[] =>
  burns.length === 0
    ? lots
    : lots.map((lot) => ({
        ...lot,
        remainingNanos: burns.reduce(
          (left, burn) => (burn.lotId === lot.id ? left - burn.amountNanos : left),
          lot.remainingNanos,
        ),
      }));

const NOTHING: BurnPlan = { burns: [], uncoveredNanos: 0n };

const byBurnOrder = (burnOrder: readonly LotKind[]) => (a: BurnLot, b: BurnLot) =>
  compare(a.expiresAt ?? NEVER, b.expiresAt ?? NEVER) ||
  burnOrder.indexOf(a.kind) - burnOrder.indexOf(b.kind) ||
  compare(a.openedAt, b.openedAt) ||
  // Two lots of one instant: any fixed order will do, but always the same one.
  compare(a.id, b.id);

/** Sorts after every instant, whose texts begin with a digit. */
const NEVER = "never";

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
