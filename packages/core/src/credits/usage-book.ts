import type { Refusal } from "../decision/index.ts";
import type { Currency } from "../money/index.ts";
import type { LotKind, Policy } from "../policy/index.ts";
import type { Instant } from "../time/index.ts";
import { authorizeUsage } from "./authorize-usage.ts";
import { afterBurns, type Burn, type BurnLot, spendableOf } from "./burn.ts";
import type { SpendLimitFacts } from "./spend-limit.ts";
import { type CorrectedUsage, correctUsage, type UsageCorrection } from "./usage-correction.ts";
import {
  chargeUsage,
  closeUnused,
  creditFreeNanos,
  type HoldClosing,
  type PlanFunds,
  planFreeNanos,
  planRepayment,
  type UsageCharge,
} from "./usage-charge.ts";
import type { HoldFacts } from "./usage-hold.ts";

/** An account as usage sees it, under its lock, at one instant. */
export interface UsageAccount {
  readonly now: Instant;
  readonly currency: Currency;
  readonly accountState: "active" | "suspended" | "terminated" | "closed";
  readonly plan: PlanFunds | null;
  /** Lots with something left. */
  readonly lots: readonly BurnLot[];
  /** Credits promised to open holds. Nanos. */
  readonly heldCreditNanos: bigint;
  /** Usage recorded beyond all credits. Nanos. */
  readonly debtNanos: bigint;
  /** What the account allows itself to spend, and where it stands. */
  readonly limits: Omit<SpendLimitFacts, "heldNanos" | "requestedNanos">;
}

/** A request to be promised. */
export interface HoldRequest {
  readonly model: string;
  /** Null: the model has no price. Nanos. */
  readonly requestedNanos: bigint | null;
  readonly requestedCurrency: Currency;
  readonly timeToLiveSeconds: number | null;
}

/** A promise, or why there is none. `facts` is what the rule decided from. */
export interface HoldRuling {
  readonly facts: AuthorizeFacts;
  readonly refusals: readonly Refusal[];
  readonly granted: {
    readonly amountNanos: bigint;
    readonly planNanos: bigint;
    readonly termId: string | null;
    readonly expiresAt: Instant;
    /** Debt paid from credits first. */
    readonly repayments: readonly Burn[];
  } | null;
}

type AuthorizeFacts = Parameters<(typeof authorizeUsage)["decide"]>[0];

/**
 * One account's usage while a batch of requests is decided, one after the other: each sees what those before it left.
 * Pure: it changes only itself, and the same account and requests give the same answers.
 */
export class UsageBook {
  readonly #account: UsageAccount;
  readonly #policy: Policy;
  #plan: PlanFunds | null;
  #lots: readonly BurnLot[];
  #heldCreditNanos: bigint;
  #debtNanos: bigint;
  #daySpentNanos = 0n;
  #monthSpentNanos = 0n;

  constructor(account: UsageAccount, policy: Policy) {
    this.#account = account;
    this.#policy = policy;
    this.#plan = account.plan;
    this.#lots = account.lots;
    this.#heldCreditNanos = account.heldCreditNanos;
    this.#debtNanos = account.debtNanos;
  }

  /** Spendable credits as they stand. Nanos. */
  get spendableNanos(): bigint {
    return spendableOf(this.#lots, this.#account.now);
  }

  /** Credits promised to open holds as they stand. Nanos. */
  get heldCreditNanos(): bigint {
    return this.#heldCreditNanos;
  }

  /** Debt as it stands. Nanos. */
  get debtNanos(): bigint {
    return this.#debtNanos;
  }

  /** What the present local day and month have spent of credits and debt, this batch included. Nanos. */
  get spent(): { readonly daySpentNanos: bigint; readonly monthSpentNanos: bigint } {
    const { limits } = this.#account;
    return {
      daySpentNanos: atLeastZero(limits.daySpentNanos + this.#daySpentNanos),
      monthSpentNanos: atLeastZero(limits.monthSpentNanos + this.#monthSpentNanos),
    };
  }

  /** Promises the most a request can cost, or says why not. */
  authorize(request: HoldRequest): HoldRuling {
    const { now, currency, accountState, limits } = this.#account;
    const facts: AuthorizeFacts = {
      now,
      currency,
      accountState,
      model: request.model,
      modelPriced: request.requestedNanos !== null,
      requestedCurrency: request.requestedCurrency,
      requestedNanos: request.requestedNanos ?? 0n,
      planFreeNanos: planFreeNanos(this.#plan, now, now),
      termId: this.#plan?.termId ?? null,
      creditFreeNanos: creditFreeNanos(this.#lots, this.#heldCreditNanos, now),
      debtNanos: this.#debtNanos,
      limits: {
        ...limits,
        ...this.spent,
        heldNanos: this.#heldCreditNanos,
      },
      timeToLiveSeconds: request.timeToLiveSeconds,
    };
    const { refusals, effects } = authorizeUsage.decide(facts, this.#policy);
    if (effects === null) return { facts, refusals, granted: null };
    const { burns } = planRepayment(this.#lots, effects.repayNanos, this.#burnOrder, now);
    this.#lots = afterBurns(this.#lots, burns);
    this.#debtNanos -= effects.repayNanos;
    this.#heldCreditNanos += effects.amountNanos - effects.planNanos;
    this.#holdPlan(effects.termId, effects.planNanos);
    return {
      facts,
      refusals,
      granted: {
        amountNanos: effects.amountNanos,
        planNanos: effects.planNanos,
        termId: effects.termId,
        expiresAt: effects.expiresAt,
        repayments: burns,
      },
    };
  }

  /** Who pays for a rated request; never refused. */
  charge(usage: {
    readonly amountNanos: bigint;
    readonly occurredAt: Instant;
    readonly hold: HoldFacts | null;
    readonly final: boolean;
  }): UsageCharge {
    const { charge, funds } = chargeUsage(
      { plan: this.#plan, lots: this.#lots },
      usage,
      this.#burnOrder,
      this.#account.now,
    );
    this.#plan = funds.plan;
    this.#lots = funds.lots;
    this.#debtNanos += charge.debtNanos;
    this.#daySpentNanos += charge.creditNanos + charge.debtNanos;
    this.#monthSpentNanos += charge.creditNanos + charge.debtNanos;
    if (usage.hold !== null && usage.hold.state === "open")
      this.#heldCreditNanos -=
        charge.closing === null ? charge.promised.creditNanos : usage.hold.amountNanos - usage.hold.planNanos;
    return charge;
  }

  /** Ends a hold without usage, or null when it was closed before. */
  close(hold: HoldFacts, to: "released" | "expired"): HoldClosing | null {
    const closing = closeUnused(hold, to);
    if (closing === null) return null;
    this.#heldCreditNanos -= hold.amountNanos - hold.planNanos;
    this.#holdPlan(hold.termId, -hold.planNanos);
    return closing;
  }

  /**
   * Takes an event back: what it took returns to where it came from.
   * @param newLotIds ids for the lots it may open, so that what comes later in the batch can be paid from them
   */
  correct(original: CorrectedUsage, newLotIds: () => string): UsageCorrection {
    const { now } = this.#account;
    const correction = correctUsage(original, {
      lots: this.#lots,
      debtNanos: this.#debtNanos,
      now,
      giftExpiryDays: this.#policy.credits.giftExpiryDays,
      newLotId: newLotIds,
    });
    this.#lots = this.#lots.map((lot) => {
      const back = correction.returns.find((each) => each.lotId === lot.id);
      return back === undefined ? lot : { ...lot, remainingNanos: lot.remainingNanos + back.amountNanos };
    });
    this.#lots = [
      ...this.#lots,
      ...correction.reopened,
      ...correction.newLots.map((lot) => ({
        id: lot.id,
        kind: lot.kind,
        remainingNanos: lot.amountNanos,
        expiresAt: lot.expiresAt,
        openedAt: now,
      })),
    ];
    this.#debtNanos -= correction.debtNanos;
    const spentNanos = original.creditNanos + original.debtNanos;
    if (original.recordedToday) this.#daySpentNanos -= spentNanos;
    if (original.recordedThisMonth) this.#monthSpentNanos -= spentNanos;
    if (this.#plan !== null && this.#plan.termId === original.termId)
      this.#plan = { ...this.#plan, usedNanos: this.#plan.usedNanos - original.planNanos };
    return correction;
  }

  get #burnOrder(): readonly LotKind[] {
    return this.#policy.credits.burnOrder;
  }

  #holdPlan(termId: string | null, planNanos: bigint): void {
    if (this.#plan !== null && this.#plan.termId === termId)
      this.#plan = { ...this.#plan, heldNanos: this.#plan.heldNanos + planNanos };
  }
}

const atLeastZero = (amountNanos: bigint): bigint => (amountNanos > 0n ? amountNanos : 0n);
