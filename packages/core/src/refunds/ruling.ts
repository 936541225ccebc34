import { z } from "zod";
import { type Line, line, type Outcome, type Refusal } from "../decision/index.ts";
import { nanosSchema } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { fromEpochMs, type Instant, plusMs, toEpochMs } from "../time/index.ts";
import type { RefundAmounts } from "./amount.ts";
import { isForReview } from "./checks.ts";
import type { SubscriptionRefundFacts } from "./facts.ts";

/** The frozen or expected amounts of a refund, nanos: gross = net + fee + remainder (R3.7), final = net + tax. */
export const refundSumsSchema = z.strictObject({
  grossNanos: nanosSchema,
  feeNanos: nanosSchema,
  remainderNanos: nanosSchema,
  netNanos: nanosSchema,
  taxNanos: nanosSchema,
  finalNanos: nanosSchema,
});

/** What goes back to each payment, in whole minor units. */
export const refundLegsSchema = z.array(z.strictObject({ paymentId: z.string(), amountMinor: nanosSchema }));

/** Granted without refusals, review where each only asks for a person, else refused. */
export function outcomeOf(
  refusals: readonly Refusal[],
  facts: Pick<SubscriptionRefundFacts, "route">,
): Outcome {
  if (refusals.length === 0) return "granted";
  return refusals.every((refusal) => isForReview(refusal, facts)) ? "review" : "refused";
}

/**
 * Whether the calculation is part of the answer: always, except where the refusal has nothing to do with amounts.
 * Usage that consumed everything (R2.4) leaves a final amount of nothing, so R2.9 is then among the refusals too; the
 * wallet of a top-up may not cover its amount (R2.5).
 */
export const showsCalculation = (outcome: Outcome, refusals: readonly Refusal[]): boolean =>
  outcome !== "refused" ||
  refusals.some(({ code }) => code === "below_provider_minimum" || code === "insufficient_balance");

/** The amounts that are stored with a refund. */
export const sumsOf = (
  amounts: Pick<
    RefundAmounts,
    "balanceNanos" | "feeNanos" | "remainderNanos" | "netNanos" | "taxNanos" | "finalNanos"
  >,
): z.output<typeof refundSumsSchema> => ({
  grossNanos: amounts.balanceNanos,
  feeNanos: amounts.feeNanos,
  remainderNanos: amounts.remainderNanos,
  netNanos: amounts.netNanos,
  taxNanos: amounts.taxNanos,
  finalNanos: amounts.finalNanos,
});

interface InFlight {
  readonly now: Instant;
  readonly openHolds: readonly { readonly expiresAt: Instant }[];
}

/** The latest expiry of an open hold, but never later than the longest life of a hold from now on. */
export function drainDeadline({ now, openHolds }: InFlight, policy: Policy): Instant {
  const nowMs = toEpochMs(now);
  const longestMs = toEpochMs(plusMs(now, policy.usage.maxHoldMinutes * 60_000));
  const latestMs = openHolds.reduce((latest, hold) => Math.max(latest, toEpochMs(hold.expiresAt)), nowMs);
  return fromEpochMs(Math.min(latestMs, longestMs));
}

/** What is expected and what is sure while requests are in flight (R3.6); nothing where none is. */
export const rangeLines = (
  { openHolds }: Pick<InFlight, "openHolds">,
  expectedNanos: bigint,
  floorNanos: bigint,
): readonly Line[] =>
  openHolds.length === 0
    ? []
    : [
        line("memo", "expected_amount", "R3.6", expectedNanos),
        line("memo", "floor_amount", "R3.6", floorNanos),
      ];

/** Why the settled amount is another than the one expected at submit (R3.6); nothing where it is the same. */
export function differenceLines(finalNanos: bigint, expectedNanos: bigint): readonly Line[] {
  if (finalNanos === expectedNanos) return [];
  return [
    line("memo", "amount_expected_at_submit", "R3.6", expectedNanos),
    line("memo", "settled_difference", "R3.6", finalNanos - expectedNanos),
  ];
}
