import { type Currency, floorToMinor } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { refundStatesUnderWay } from "../refunds/lifecycle.ts";
import { type Instant, msBetween, plusMs } from "../time/index.ts";

/** What the running term cost and how far it is used up. Amounts in nanos before tax, none negative. */
export interface TermValue {
  readonly start: Instant;
  readonly end: Instant;
  /** Cash paid for this term. */
  readonly paidNanos: bigint;
  /** Value that an upgrade moved into this term from an earlier one. */
  readonly creditedNanos: bigint;
  /** Gross of what was refunded of this term, lost disputes included (R3.8). */
  readonly refundedNanos: bigint;
  /** Usage included, at list price. */
  readonly includedNanos: bigint;
  /** Of it: posted. */
  readonly usedNanos: bigint;
  /** Of it: promised to requests in flight, counted as used in full. */
  readonly heldNanos: bigint;
}

/** The credit of an upgrade, step by step: `value − timeGone − usageBeyond − rounding = credit`. Nanos, none negative. */
export interface UpgradeCredit {
  /** Paid and credited, less what was refunded: all that can be credited. */
  readonly valueNanos: bigint;
  /** What the time that has passed used up of it. */
  readonly timeGoneNanos: bigint;
  readonly timeGoneMs: number;
  /** What usage took beyond that share. */
  readonly usageBeyondNanos: bigint;
  readonly roundingNanos: bigint;
  readonly creditNanos: bigint;
}

/** An exact share, `part / whole`. */
interface Share {
  readonly part: bigint;
  readonly whole: bigint;
}

/**
 * What an upgrade credits for the rest of the running term (T1.4, R3.1): the smaller of the value of the time left and
 * the value of the usage left. Exact on milliseconds and nanos; rounded once, down to what can be charged, so a chain
 * of upgrades never makes value.
 * @param now within the term; outside it the nearer end counts.
 */
export function upgradeCredit(
  term: TermValue,
  now: Instant,
  currency: Currency,
  creditUsage: Policy["planChanges"]["creditUsage"],
): UpgradeCredit {
  const valueNanos = atLeastZero(term.paidNanos + term.creditedNanos - term.refundedNanos);
  const lengthMs = msBetween(term.start, term.end);
  const leftMs = Math.min(Math.max(msBetween(now, term.end), 0), lengthMs);
  const timeNanos = shareOf(valueNanos, { part: BigInt(leftMs), whole: BigInt(lengthMs) });
  const usageNanos = shareOf(valueNanos, usageLeft(term, valueNanos, creditUsage));
  // Whole nanos divide the minor unit, so cutting to nanos first changes nothing of the one rounding.
  const unusedNanos = usageNanos < timeNanos ? usageNanos : timeNanos;
  const creditNanos = floorToMinor(unusedNanos, currency);
  return {
    valueNanos,
    timeGoneNanos: valueNanos - timeNanos,
    timeGoneMs: lengthMs - leftMs,
    usageBeyondNanos: timeNanos - unusedNanos,
    roundingNanos: unusedNanos - creditNanos,
    creditNanos,
  };
}

function usageLeft(
  term: TermValue,
  valueNanos: bigint,
  creditUsage: Policy["planChanges"]["creditUsage"],
): Share {
  const whole = creditUsage === "share_of_included" ? term.includedNanos : valueNanos;
  return { part: atLeastZero(whole - term.usedNanos - term.heldNanos), whole };
}

/** A share of nothing is all of it: a plan that includes no usage is used up by time alone. */
const shareOf = (amountNanos: bigint, { part, whole }: Share): bigint =>
  whole === 0n ? amountNanos : (amountNanos * part) / whole;

const atLeastZero = (amountNanos: bigint): bigint => (amountNanos > 0n ? amountNanos : 0n);

/** What a term keeps while an upgrade of it stands, so that refunding the upgrade can give it back. */
export interface SuspendedTerm {
  readonly termId: string;
  /** How much of it was left. */
  readonly remainingMs: number;
}

/**
 * When a suspended term ends that comes back because its upgrade was refunded: all the time it had left, from now on.
 * Its usage goes on from its own count.
 */
export const resumedUntil = (suspended: Pick<SuspendedTerm, "remainingMs">, now: Instant): Instant =>
  plusMs(now, suspended.remainingMs);

/**
 * Included usage the new term begins with. What the old term's usage took between the quote and the payment was
 * credited and used as well: the new term bears it, so that nobody is credited for what they then use up.
 * @param usedNowNanos posted and promised usage of the old term at the payment
 */
export const includedAtStart = (
  quote: { readonly includedNanos: bigint; readonly usedAtQuoteNanos: bigint },
  usedNowNanos: bigint,
): bigint => atLeastZero(quote.includedNanos - atLeastZero(usedNowNanos - quote.usedAtQuoteNanos));

/** Included usage that is left of a term, requests in flight counted in full. Nanos, not negative. */
export const includedLeft = (term: Pick<TermValue, "includedNanos" | "usedNanos" | "heldNanos">): bigint =>
  atLeastZero(term.includedNanos - term.usedNanos - term.heldNanos);

/**
 * What came back of a term's payment (R3.8): the gross of refunds that were paid or are under way; all of a payment that
 * was lost to a dispute. Nanos before tax.
 */
export function returnedOfTerm(term: {
  readonly paidNanos: bigint;
  readonly lost: boolean;
  readonly refunds: readonly { readonly state: string; readonly grossNanos: bigint | null }[];
}): bigint {
  if (term.lost) return term.paidNanos;
  const counted: ReadonlySet<string> = new Set([...refundStatesUnderWay, "refunded"]);
  return term.refunds
    .filter(({ state }) => counted.has(state))
    .reduce((sum, { grossNanos }) => sum + (grossNanos ?? 0n), 0n);
}
