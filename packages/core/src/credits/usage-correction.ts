import type { LotKind } from "../policy/index.ts";
import { type Instant, plusHours } from "../time/index.ts";
import { type Burn, type BurnLot, isSpendable } from "./burn.ts";

/** An event as it was charged, with the lots that paid it as they are now. */
export interface CorrectedUsage {
  readonly planNanos: bigint;
  readonly termId: string | null;
  readonly creditNanos: bigint;
  readonly debtNanos: bigint;
  /** The lots behind `creditNanos`. */
  readonly burns: readonly Burn[];
  /** Whether it was recorded in the account's present local day and month: only their spend falls with it. */
  readonly recordedToday: boolean;
  readonly recordedThisMonth: boolean;
  /** Those lots, whatever is left of them. */
  readonly lots: readonly (BurnLot & {
    readonly state: "open" | "spent" | "expired" | "revoked" | "forfeited" | "refunded";
  })[];
}

/** Where the money of a corrected event goes. All in nanos; `returns` + `newLots` + `debtNanos` = credit + debt part. */
export interface UsageCorrection {
  /** Back into the lots that paid. */
  readonly returns: readonly Burn[];
  /** Lots of `returns` that had been emptied: they can be spent again. */
  readonly reopened: readonly BurnLot[];
  /** Off the debt that the event left. */
  readonly debtNanos: bigint;
  /** Credits for what can go back nowhere: the lot is over, or the debt was paid meanwhile. Never refundable. */
  readonly newLots: readonly {
    readonly id: string;
    readonly kind: LotKind;
    readonly amountNanos: bigint;
    readonly expiresAt: Instant;
  }[];
}

/**
 * Takes an event back: plan usage to its term, credits to the lots that paid, the rest off the debt. A lot that
 * expired, was revoked or refunded takes nothing back, since nobody could spend it there: the customer gets new
 * credits of the kind `gift`, which no refund pays out (R3.4).
 */
export function correctUsage(
  original: CorrectedUsage,
  {
    lots,
    debtNanos,
    now,
    giftExpiryDays,
    newLotId,
  }: {
    readonly lots: readonly BurnLot[];
    readonly debtNanos: bigint;
    readonly now: Instant;
    readonly giftExpiryDays: number;
    readonly newLotId: () => string;
  },
): UsageCorrection {
  const returns: Burn[] = [];
  const reopened: BurnLot[] = [];
  let homelessNanos = 0n;
  for (const burn of original.burns) {
    const current = lots.find((lot) => lot.id === burn.lotId);
    if (current !== undefined && (current.expiresAt === null || current.expiresAt > now)) {
      returns.push(burn);
      continue;
    }
    const lot = original.lots.find((each) => each.id === burn.lotId);
    const spent =
      lot !== undefined &&
      (lot.state === "open" || lot.state === "spent") &&
      isSpendable({ ...lot, remainingNanos: 1n }, now);
    if (!spent) {
      homelessNanos += burn.amountNanos;
      continue;
    }
    returns.push(burn);
    reopened.push({ ...lot, remainingNanos: lot.remainingNanos + burn.amountNanos });
  }
  const offDebtNanos = original.debtNanos < debtNanos ? original.debtNanos : debtNanos;
  homelessNanos += original.debtNanos - offDebtNanos;
  return {
    returns,
    reopened,
    debtNanos: offDebtNanos,
    newLots:
      homelessNanos === 0n
        ? []
        : [
            {
              id: newLotId(),
              kind: "gift",
              amountNanos: homelessNanos,
              expiresAt: plusHours(now, 24 * giftExpiryDays),
            },
          ],
  };
}
