import type { Refusal } from "../decision/index.ts";

/** The two periods a limit can be set for: the account's local day and its local calendar month. */
export type LimitPeriod = "day" | "month";

/** What an account allows itself to spend from its wallet, and where it stands. All amounts in nanos. */
export interface SpendLimitFacts {
  /** Null: no limit. */
  readonly dayLimitNanos: bigint | null;
  readonly monthLimitNanos: bigint | null;
  /** Credits and debt that usage took in the present local day. What the plan served is no spend. */
  readonly daySpentNanos: bigint;
  readonly monthSpentNanos: bigint;
  /** Credits promised to open holds: they count as spent, or requests in flight would pass the limit together. */
  readonly heldNanos: bigint;
  /** What the request may take from credits at most; zero where the plan serves all of it. */
  readonly requestedNanos: bigint;
  /** Basis points of a limit from which a warning is due; 8000 is 80 %. */
  readonly warnBps: number;
}

const BPS_OF_WHOLE = 10_000n;

/**
 * Why a limit the account set for itself declines a request: `day_limit_reached`, `month_limit_reached`, in this
 * order. A request that would end exactly at a limit is inside; one that takes nothing from credits is never declined.
 */
export function limitRefusals(facts: SpendLimitFacts): Refusal[] {
  if (facts.requestedNanos <= 0n) return [];
  const refusals: Refusal[] = [];
  for (const { period, limitNanos, spentNanos } of periodsOf(facts)) {
    const takenNanos = spentNanos + facts.heldNanos;
    if (takenNanos + facts.requestedNanos <= limitNanos) continue;
    refusals.push({
      code: period === "day" ? "day_limit_reached" : "month_limit_reached",
      clause: "T1.1",
      params: {
        limit: limitNanos.toString(),
        taken: takenNanos.toString(),
        needed: facts.requestedNanos.toString(),
      },
    });
  }
  return refusals;
}

/**
 * The periods whose spend has come to the warning threshold. What is only promised does not warn. Whether a warning
 * was sent before is not asked here: `warned_day` and `warned_month` say so.
 */
export const warningDue = (
  facts: Omit<SpendLimitFacts, "heldNanos" | "requestedNanos">,
): readonly LimitPeriod[] =>
  periodsOf(facts)
    .filter(
      ({ limitNanos, spentNanos }) =>
        spentNanos > 0n && spentNanos * BPS_OF_WHOLE >= limitNanos * BigInt(facts.warnBps),
    )
    .map((each) => each.period);

interface LimitedPeriod {
  readonly period: LimitPeriod;
  readonly limitNanos: bigint;
  readonly spentNanos: bigint;
}

function periodsOf(facts: Omit<SpendLimitFacts, "heldNanos" | "requestedNanos">): LimitedPeriod[] {
  const periods: LimitedPeriod[] = [];
  if (facts.dayLimitNanos !== null)
    periods.push({ period: "day", limitNanos: facts.dayLimitNanos, spentNanos: facts.daySpentNanos });
  if (facts.monthLimitNanos !== null)
    periods.push({ period: "month", limitNanos: facts.monthLimitNanos, spentNanos: facts.monthSpentNanos });
  return periods;
}
