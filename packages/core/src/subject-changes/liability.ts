import type { Instant } from "../time/index.ts";

/** A time in which one subject held the account: from `from`, that moment included, until `until`, not included. */
export interface HolderPeriod {
  readonly id: string;
  readonly subjectId: string;
  readonly from: Instant;
  /** Null while it lasts. */
  readonly until: Instant | null;
}

/**
 * Something that happened under the account: usage and charges positive, refunds and what a bank took back for good negative;
 * a decision has no amount.
 */
export interface LiabilityEntry {
  readonly id: string;
  readonly kind: "usage" | "charge" | "refund" | "dispute" | "decision";
  /** When it was booked. */
  readonly at: Instant;
  /**
   * When what it comes from began: a request when it was started, a refund when its order was paid. That says whose it is
   * (C4.6): a request that reports after the change stays with the holder who started it.
   */
  readonly arisesAt: Instant;
  readonly amountNanos: bigint;
}

/** Sums of entries by kind. Nanos. */
export interface LiabilitySums {
  readonly usageNanos: bigint;
  readonly chargesNanos: bigint;
  readonly refundsNanos: bigint;
  /** Payments lost to a dispute (C4.10). */
  readonly disputesNanos: bigint;
  readonly totalNanos: bigint;
  readonly decisions: number;
}

/** What one holder answers for. */
export interface HolderLiability {
  readonly period: HolderPeriod;
  readonly entries: readonly LiabilityEntry[];
  readonly sums: LiabilitySums;
}

/** A cut by holder: the parts add up to the whole (C4.8). */
export interface LiabilityCut {
  readonly adds: true;
  readonly whole: LiabilitySums;
  readonly parts: readonly HolderLiability[];
}

/** Why there is no such cut: told to the operator, never shown as figures. */
export interface LiabilityFault {
  readonly adds: false;
  /** `periods`: they leave a gap or overlap at `at`. `unattributed`: an entry arose when nobody held the account. */
  readonly fault: "periods" | "unattributed";
  readonly at: Instant;
}

/**
 * Cuts what was booked in a time span by holder (C4.8). Each entry goes to exactly one holder: the one in whose period it
 * arose; at the moment of effect itself, the new one.
 * @param span booked from `from` until `until`, the latter not included; null: open
 */
export function cutByHolder(
  periods: readonly HolderPeriod[],
  entries: readonly LiabilityEntry[],
  span: { readonly from: Instant | null; readonly until: Instant | null } = { from: null, until: null },
): LiabilityCut | LiabilityFault {
  const broken = brokenAt(periods);
  if (broken !== null) return { adds: false, fault: "periods", at: broken };
  const booked = entries.filter(
    ({ at }) => (span.from === null || at >= span.from) && (span.until === null || at < span.until),
  );
  const stray = booked.find(({ arisesAt }) => !periods.some((period) => isWithin(period, arisesAt)));
  if (stray !== undefined) return { adds: false, fault: "unattributed", at: stray.arisesAt };
  const parts = periods.map((period): HolderLiability => {
    const own = booked.filter(({ arisesAt }) => isWithin(period, arisesAt));
    return { period, entries: own, sums: sumsOf(own) };
  });
  return { adds: true, whole: sumsOf(booked), parts };
}

const isWithin = ({ from, until }: HolderPeriod, at: Instant): boolean =>
  at >= from && (until === null || at < until);

/** Where one period does not begin with the end of the one before; null where they follow each other. */
function brokenAt(periods: readonly HolderPeriod[]): Instant | null {
  for (const [index, period] of periods.entries()) {
    if (period.until !== null && period.until < period.from) return period.from;
    const next = periods[index + 1];
    if (next !== undefined && next.from !== period.until) return next.from;
  }
  return null;
}

function sumsOf(entries: readonly LiabilityEntry[]): LiabilitySums {
  const sumOf = (kind: LiabilityEntry["kind"]) =>
    entries.reduce((sum, entry) => (entry.kind === kind ? sum + entry.amountNanos : sum), 0n);
  return {
    usageNanos: sumOf("usage"),
    chargesNanos: sumOf("charge"),
    refundsNanos: sumOf("refund"),
    disputesNanos: sumOf("dispute"),
    totalNanos: entries.reduce((sum, entry) => sum + entry.amountNanos, 0n),
    decisions: entries.filter(({ kind }) => kind === "decision").length,
  };
}

/** Who bears what of a payment that a bank took back. Nanos. */
export interface ChargebackShares {
  /** Of the order's credits, what is unspent and can no longer be used. */
  readonly frozenNanos: bigint;
  /** Owed by the previous holder, outside this account. */
  readonly claimOnPreviousNanos: bigint;
  /** Owed by whoever holds the account. */
  readonly debtNanos: bigint;
}

/**
 * Shares of a chargeback (C4.10): what is unspent of the order is frozen; the rest is owed by whoever paid the order. A
 * previous holder's payment is never a debt of the new.
 */
export function chargebackShares(given: {
  readonly disputedNanos: bigint;
  readonly unspentNanos: bigint;
  readonly paidBy: "current" | "previous";
}): ChargebackShares {
  const { disputedNanos, unspentNanos, paidBy } = given;
  const frozenNanos = unspentNanos < disputedNanos ? unspentNanos : disputedNanos;
  const restNanos = disputedNanos - frozenNanos;
  return {
    frozenNanos,
    claimOnPreviousNanos: paidBy === "previous" ? restNanos : 0n,
    debtNanos: paidBy === "previous" ? 0n : restNanos,
  };
}
