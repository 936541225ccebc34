import type { DisputeStep } from "./follow.ts";
import type { DisputeLoss } from "./shares.ts";

/** What leaves our balance with a transaction, or comes back with it, its fee included. Nanos. */
export const cashOf = (step: Extract<DisputeStep, { readonly kind: "withdrawn" | "reinstated" }>): bigint =>
  step.kind === "withdrawn" ? step.amountNanos + step.feeNanos : step.amountNanos - step.feeNanos;

/** Credits that are set aside or freed: paid ones and bonus. Nanos. */
export const frozenTotal = (frozen: { readonly paidNanos: bigint; readonly bonusNanos: bigint }): bigint =>
  frozen.paidNanos + frozen.bonusNanos;

/** The same of what a loss took. */
export const takenTotal = ({ takenNanos, takenBonusNanos }: DisputeLoss): bigint =>
  takenNanos + takenBonusNanos;

/** What of a loss nobody of this account owes (C4.10). Nanos. */
export const oursToBear = ({ claimNanos, beyondNanos }: DisputeLoss): bigint => claimNanos + beyondNanos;

/** What a plan had earned of its price when it was lost: all but what was taken of it. Nanos. */
export const earnedOfLost = (priceNanos: bigint, { takenNanos }: DisputeLoss): bigint =>
  priceNanos - takenNanos;

/** What a customer gets back of a loss that was none: what was taken, and what was paid of the debt. Nanos. */
export const givenBack = ({
  loss,
  repaidNanos,
}: Extract<DisputeStep, { readonly kind: "restored" }>): bigint => loss.takenNanos + repaidNanos;

/** The same with the bonus that was taken. */
export const frozenAgain = (step: Extract<DisputeStep, { readonly kind: "restored" }>): bigint =>
  givenBack(step) + step.loss.takenBonusNanos;

/** What a plan's price is worth beyond what was used at list price (R3.1). Nanos. */
export const unusedOfPlan = (priceNanos: bigint, usedNanos: bigint): bigint =>
  priceNanos > usedNanos ? priceNanos - usedNanos : 0n;

/** What disputes hold or have taken. Nanos. */
export const withdrawnOf = (disputes: readonly { readonly withdrawnNanos: bigint }[]): bigint =>
  disputes.reduce((sum, each) => sum + each.withdrawnNanos, 0n);

/** What is taken out of a lot. */
export interface TakenOfLot {
  readonly lotId: string;
  readonly takenNanos: bigint;
  readonly isEmpty: boolean;
}

/** Takes an amount out of lots, in their order. @throws RangeError when they have less */
export function takeOfLots(
  lots: readonly { readonly id: string; readonly leftNanos: bigint }[],
  amountNanos: bigint,
): readonly TakenOfLot[] {
  const taken: TakenOfLot[] = [];
  let restNanos = amountNanos;
  for (const { id, leftNanos } of lots) {
    const takenNanos = leftNanos < restNanos ? leftNanos : restNanos;
    if (takenNanos > 0n) taken.push({ lotId: id, takenNanos, isEmpty: takenNanos === leftNanos });
    restNanos -= takenNanos;
  }
  if (restNanos > 0n) throw new RangeError("more is taken than the lots have left");
  return taken;
}
