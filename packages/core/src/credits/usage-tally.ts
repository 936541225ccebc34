import type { Burn } from "./burn.ts";
import type { UsageCharge } from "./usage-charge.ts";
import type { CorrectedUsage, UsageCorrection } from "./usage-correction.ts";
import type { HoldFacts } from "./usage-hold.ts";

/** How a term's counters change. Nanos, either sign. */
export interface TermChange {
  readonly usedNanos: bigint;
  readonly heldNanos: bigint;
}

/** The part of a promise, or of what is left of it, that credits stand for. Nanos. */
export const creditPartNanos = (hold: Pick<HoldFacts, "amountNanos" | "planNanos">): bigint =>
  hold.amountNanos - hold.planNanos;

/** The amounts of an event's exact opposite. Nanos. */
export const reversedAmounts = (
  event: Pick<CorrectedUsage, "planNanos" | "creditNanos" | "debtNanos"> & { readonly amountNanos: bigint },
) => ({
  amountNanos: -event.amountNanos,
  planNanos: -event.planNanos,
  creditNanos: -event.creditNanos,
  debtNanos: -event.debtNanos,
});

/**
 * What a batch of usage moves of one account, summed while the batch is decided: per lot, per term, and the wallet's
 * counters. The ledger posts it, one movement per kind and lot; the counters grow by it. All amounts in nanos.
 */
export class UsageTally {
  readonly #terms = new Map<string, TermChange>();
  #burned = NONE;
  #repaid = NONE;
  #returned = NONE;
  #corrections = NONE;
  #differences = NONE;
  #heldNanos = 0n;
  #usedNanos = 0n;
  #daySpentNanos = 0n;
  #monthSpentNanos = 0n;
  #debtNanos = 0n;
  #undoneDebtNanos = 0n;

  /** Terms whose counters change. */
  get terms(): ReadonlyMap<string, TermChange> {
    return this.#terms;
  }

  /** Taken from lots by usage. */
  get burned(): ReadonlyMap<string, bigint> {
    return this.#burned;
  }

  /** Taken from lots for earlier debt. */
  get repaid(): ReadonlyMap<string, bigint> {
    return this.#repaid;
  }

  /** Given back to the lots that had paid. */
  get returned(): ReadonlyMap<string, bigint> {
    return this.#returned;
  }

  /** Lots opened for what could be given back nowhere, filled with so much. */
  get corrections(): ReadonlyMap<string, bigint> {
    return this.#corrections;
  }

  /** Lots opened for what a refund had counted too much, filled with so much. */
  get differences(): ReadonlyMap<string, bigint> {
    return this.#differences;
  }

  /** Credits promised to open holds, either sign. */
  get heldNanos(): bigint {
    return this.#heldNanos;
  }

  /** Credits and debt that usage took, corrections taken off. */
  get usedNanos(): bigint {
    return this.#usedNanos;
  }

  /** What the account's present local day is charged with, either sign. */
  get daySpentNanos(): bigint {
    return this.#daySpentNanos;
  }

  /** What the account's present local month is charged with, either sign. */
  get monthSpentNanos(): bigint {
    return this.#monthSpentNanos;
  }

  /** New debt. */
  get debtNanos(): bigint {
    return this.#debtNanos;
  }

  /** Debt that corrections took off. */
  get undoneDebtNanos(): bigint {
    return this.#undoneDebtNanos;
  }

  /** A promise was given, perhaps after credits paid earlier debt. */
  promise(hold: Pick<HoldFacts, "amountNanos" | "planNanos" | "termId">, repayments: readonly Burn[]): void {
    this.#repaid = addAll(this.#repaid, repayments);
    this.#heldNanos += creditPartNanos(hold);
    this.#growTerm(hold.termId, 0n, hold.planNanos);
  }

  /** Usage was charged. */
  charge(charge: UsageCharge): void {
    this.#burned = addAll(this.#burned, charge.burns);
    this.#debtNanos += charge.debtNanos;
    this.#spend(charge.creditNanos + charge.debtNanos, true, true);
    this.#growTerm(charge.termId, charge.planNanos, 0n);
  }

  /** A part of a stream used up so much of its hold. @returns what the hold still promises */
  usePart(
    hold: Pick<HoldFacts, "amountNanos" | "planNanos" | "termId">,
    promised: UsageCharge["promised"],
  ): Pick<HoldFacts, "amountNanos" | "planNanos"> {
    this.#heldNanos -= promised.creditNanos;
    this.#growTerm(hold.termId, 0n, -promised.planNanos);
    return {
      amountNanos: hold.amountNanos - promised.planNanos - promised.creditNanos,
      planNanos: hold.planNanos - promised.planNanos,
    };
  }

  /**
   * A hold ended: what it still promised is free again.
   * @param differenceNanos counted by a refund and not used (R3.6)
   * @param lotId the lot that is opened for it
   */
  close(
    hold: Pick<HoldFacts, "amountNanos" | "planNanos" | "termId">,
    differenceNanos: bigint,
    lotId: string,
  ): void {
    this.#heldNanos -= creditPartNanos(hold);
    this.#growTerm(hold.termId, differenceNanos, -hold.planNanos);
    if (differenceNanos > 0n) this.#differences = add(this.#differences, lotId, differenceNanos);
  }

  /** An event was taken back. */
  correct(original: CorrectedUsage, correction: UsageCorrection): void {
    this.#returned = addAll(this.#returned, correction.returns);
    for (const lot of correction.newLots) this.#corrections = add(this.#corrections, lot.id, lot.amountNanos);
    this.#undoneDebtNanos += correction.debtNanos;
    this.#spend(
      -(original.creditNanos + original.debtNanos),
      original.recordedToday,
      original.recordedThisMonth,
    );
    this.#growTerm(original.termId, -original.planNanos, 0n);
  }

  /** What is left of a lot at the end of the batch. @param beforeNanos what was in it, or what it was opened with */
  leftOf(lotId: string, beforeNanos: bigint): bigint {
    return (
      beforeNanos +
      (this.#returned.get(lotId) ?? 0n) -
      (this.#burned.get(lotId) ?? 0n) -
      (this.#repaid.get(lotId) ?? 0n)
    );
  }

  #spend(spentNanos: bigint, today: boolean, thisMonth: boolean): void {
    this.#usedNanos += spentNanos;
    if (today) this.#daySpentNanos += spentNanos;
    if (thisMonth) this.#monthSpentNanos += spentNanos;
  }

  #growTerm(termId: string | null, usedNanos: bigint, heldNanos: bigint): void {
    if (termId === null || (usedNanos === 0n && heldNanos === 0n)) return;
    const before = this.#terms.get(termId) ?? { usedNanos: 0n, heldNanos: 0n };
    this.#terms.set(termId, {
      usedNanos: before.usedNanos + usedNanos,
      heldNanos: before.heldNanos + heldNanos,
    });
  }
}

type Sums = ReadonlyMap<string, bigint>;
/** Most batches move one kind of money of an account: a map is made with its first entry. */
const NONE: Sums = new Map();

function add(sums: Sums, key: string, amountNanos: bigint): Sums {
  const grown = sums === NONE ? new Map<string, bigint>() : (sums as Map<string, bigint>);
  return grown.set(key, (grown.get(key) ?? 0n) + amountNanos);
}

function addAll(sums: Sums, burns: readonly Burn[]): Sums {
  let grown = sums;
  for (const { lotId, amountNanos } of burns) grown = add(grown, lotId, amountNanos);
  return grown;
}
