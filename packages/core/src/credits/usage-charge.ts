import type { LotKind } from "../policy/index.ts";
import type { SubscriptionState } from "../subscriptions/lifecycle.ts";
import type { Instant } from "../time/index.ts";
import { afterBurns, type Burn, type BurnLot, planBurn, spendableOf } from "./burn.ts";
import { forfeitedNanos, type HoldFacts, type HoldStanding, holdStanding, isOverdue } from "./usage-hold.ts";

/** The included usage of the term that runs. Nanos at list price. */
export interface PlanFunds {
  readonly termId: string;
  readonly subscriptionState: SubscriptionState;
  /** Its payment is disputed and the money is away (C4.10): included usage is shut until that is decided. */
  readonly disputed?: true;
  /** The subscription's first moment: what happened earlier is not its usage, however late it is told. */
  readonly servesFrom: Instant;
  /** First moment after the term. */
  readonly endsAt: Instant;
  readonly includedNanos: bigint;
  readonly usedNanos: bigint;
  /** Promised to open holds. */
  readonly heldNanos: bigint;
}

/** Everything an account can pay usage from. */
export interface UsageFunds {
  readonly plan: PlanFunds | null;
  readonly lots: readonly BurnLot[];
}

/** A rated request to be paid. */
export interface UsageToCharge {
  readonly amountNanos: bigint;
  readonly occurredAt: Instant;
  /** The hold that was opened for it; null when none was. */
  readonly hold: HoldFacts | null;
  /** False while a stream goes on: the hold stays open with what is left of its promise. */
  readonly final?: boolean;
}

/** Who pays a request; plan + credit + debt is its amount. Nanos. */
export interface UsageCharge {
  readonly planNanos: bigint;
  /** The term that `planNanos` is counted in; null when it is zero. */
  readonly termId: string | null;
  readonly creditNanos: bigint;
  /** The lots behind `creditNanos`. */
  readonly burns: readonly Burn[];
  readonly debtNanos: bigint;
  /** What it took of its hold's promise; a hold that stays open promises that much less. Nanos. */
  readonly promised: { readonly planNanos: bigint; readonly creditNanos: bigint };
  /** What became of the hold, or null when there was none to close. */
  readonly closing: HoldClosing | null;
}

/** How a hold ends. */
export interface HoldClosing {
  readonly holdId: string;
  readonly to: "settled" | "released" | "expired";
  /**
   * Promised, counted by a refund as used in full, and not used: becomes wallet credit. It also counts as used in the
   * hold's term, so that it cannot be used once more, should the refund fail and the term return. Nanos.
   */
  readonly differenceNanos: bigint;
  /** The term its plan part was promised from. */
  readonly termId: string | null;
}

const SERVING: ReadonlySet<SubscriptionState> = new Set(["active", "canceling"]);

/**
 * What included usage may still serve beyond what is promised. Nothing while past due, refunding, disputed or ended, outside
 * the term, or for a request from before the subscription. Nanos.
 */
export function planFreeNanos(plan: PlanFunds | null, occurredAt: Instant, now: Instant): bigint {
  if (plan === null || !SERVING.has(plan.subscriptionState) || now >= plan.endsAt) return 0n;
  if (plan.disputed === true) return 0n;
  if (occurredAt < plan.servesFrom) return 0n;
  return atLeastZero(plan.includedNanos - plan.usedNanos - plan.heldNanos);
}

/**
 * Who pays for a request. Never refuses (design.md, "Settle above the hold, or after its expiry"): first what its hold
 * promised, then what the plan has free, then credits in burn order, then debt.
 * @param burnOrder `policy.credits.burnOrder`
 * @returns the charge, and the funds as they are after it
 */
export function chargeUsage(
  funds: UsageFunds,
  usage: UsageToCharge,
  burnOrder: readonly LotKind[],
  now: Instant,
): { readonly charge: UsageCharge; readonly funds: UsageFunds } {
  const { amountNanos, hold, final = true } = usage;
  const standing = hold === null ? "over" : holdStanding(hold, now);
  // The promise first: its plan part, then its credit part.
  const promisedPlanNanos =
    hold !== null && (standing === "live" || standing === "counted")
      ? smaller(amountNanos, hold.planNanos)
      : 0n;
  const promisedCreditNanos =
    hold === null || standing === "over"
      ? 0n
      : smaller(amountNanos - promisedPlanNanos, hold.amountNanos - hold.planNanos);
  // What exceeds it: the plan's free part, but one event is counted in one term only.
  const sameTerm =
    hold === null || standing === "over" || hold.termId === null || hold.termId === funds.plan?.termId;
  const excessNanos = amountNanos - promisedPlanNanos - promisedCreditNanos;
  const freePlanNanos = sameTerm
    ? smaller(excessNanos, planFreeNanos(funds.plan, usage.occurredAt, now))
    : 0n;
  const planNanos = promisedPlanNanos + freePlanNanos;
  const { burns, uncoveredNanos } = planBurn(funds.lots, amountNanos - planNanos, burnOrder, now);
  const termId = promisedPlanNanos > 0n ? (hold?.termId ?? null) : (funds.plan?.termId ?? null);
  // A part that comes after the expiry ends the hold all the same.
  const closing =
    hold === null || (!final && standing !== "over")
      ? null
      : closingOf(hold, now, promisedPlanNanos, standing);
  return {
    charge: {
      planNanos,
      termId: planNanos === 0n ? null : termId,
      creditNanos: amountNanos - planNanos - uncoveredNanos,
      burns,
      debtNanos: uncoveredNanos,
      promised: { planNanos: promisedPlanNanos, creditNanos: promisedCreditNanos },
      closing,
    },
    funds: {
      plan: afterPlanUse(
        funds.plan,
        { planNanos, termId },
        // An overdue hold promised nothing any more, so it is in no sum of promises.
        hold === null || standing === "over" || hold.termId !== funds.plan?.termId
          ? 0n
          : final
            ? hold.planNanos
            : promisedPlanNanos,
      ),
      lots: afterBurns(funds.lots, burns),
    },
  };
}

/** Ends a hold without usage. @returns null when it was closed before */
export const closeUnused = (hold: HoldFacts, to: "released" | "expired"): HoldClosing | null =>
  hold.state === "open"
    ? {
        holdId: hold.id,
        to,
        differenceNanos: forfeitedNanos(hold),
        termId: hold.termId,
      }
    : null;

/** Credits beyond what they promise to open holds. Nanos. */
export const creditFreeNanos = (lots: readonly BurnLot[], heldNanos: bigint, now: Instant): bigint =>
  atLeastZero(spendableOf(lots, now) - heldNanos);

/** Debt that credits can pay now, and from which lots. Nanos. */
export function planRepayment(
  lots: readonly BurnLot[],
  debtNanos: bigint,
  burnOrder: readonly LotKind[],
  now: Instant,
): { readonly repaidNanos: bigint; readonly burns: readonly Burn[] } {
  const repaidNanos = smaller(debtNanos, spendableOf(lots, now));
  return { repaidNanos, burns: planBurn(lots, repaidNanos, burnOrder, now).burns };
}

/** One burn per lot: several of one command become one movement. Lots keep their first order. */
export function mergeBurns(burns: readonly Burn[]): Burn[] {
  const sums = new Map<string, bigint>();
  for (const { lotId, amountNanos } of burns) sums.set(lotId, (sums.get(lotId) ?? 0n) + amountNanos);
  return [...sums].map(([lotId, amountNanos]) => ({ lotId, amountNanos }));
}

/** By how much the used amount of each term grows: what its included usage served, and what a refund had counted. */
export function termGrowth(
  charges: readonly UsageCharge[],
  closings: readonly HoldClosing[],
): { readonly termId: string; readonly usedNanos: bigint }[] {
  const grown = new Map<string, bigint>();
  for (const [termId, usedNanos] of [
    ...charges.map((each) => [each.termId, each.planNanos] as const),
    ...closings.map((each) => [each.termId, each.differenceNanos] as const),
  ])
    if (termId !== null && usedNanos > 0n) grown.set(termId, (grown.get(termId) ?? 0n) + usedNanos);
  return [...grown].map(([termId, usedNanos]) => ({ termId, usedNanos }));
}

/** Sum of amounts. Nanos. */
export const sumNanos = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n);

function closingOf(
  hold: HoldFacts,
  now: Instant,
  promisedPlanNanos: bigint,
  standing: HoldStanding,
): HoldClosing | null {
  if (hold.state !== "open") return null;
  if (isOverdue(hold, now)) return closeUnused(hold, "expired");
  return {
    holdId: hold.id,
    to: "settled",
    differenceNanos: standing === "counted" ? hold.planNanos - promisedPlanNanos : 0n,
    termId: hold.termId,
  };
}

function afterPlanUse(
  plan: PlanFunds | null,
  { planNanos, termId }: Pick<UsageCharge, "planNanos" | "termId">,
  freedNanos: bigint,
): PlanFunds | null {
  if (plan === null) return null;
  return {
    ...plan,
    usedNanos: plan.usedNanos + (termId === plan.termId ? planNanos : 0n),
    heldNanos: plan.heldNanos - freedNanos,
  };
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const atLeastZero = (amountNanos: bigint): bigint => (amountNanos > 0n ? amountNanos : 0n);
