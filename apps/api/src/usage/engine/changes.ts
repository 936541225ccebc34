import { createHash } from "node:crypto";
import type { UsageCounts, UsageTokens } from "@tenure/core/contract";
import { type BalanceFacts, isLow } from "@tenure/core/auto-top-up";
import { type Burn, type UsageAccount, warningDue } from "@tenure/core/credits";
import type { DecisionJson } from "@tenure/core/decision";
import type { Currency } from "@tenure/core/money";
import type { LotKind } from "@tenure/core/policy";
import { newId } from "../../db/ids.ts";
import type { JobName } from "../../jobs/outbox.ts";
import { credit, debit, type PostingDraft } from "../../ledger/post.ts";
import type { LoadedAccount, LoadedHold } from "./load.ts";

/** An event to be written. */
export interface NewEvent {
  readonly id: string;
  readonly accountId: string;
  readonly apiKeyId: string | null;
  readonly clientEventId: string;
  readonly kind: "usage" | "reversal";
  readonly correctsId: string | null;
  readonly holdId: string | null;
  readonly termId: string | null;
  readonly model: string;
  readonly modelPriceId: string;
  readonly agreementId: string | null;
  readonly serviceTier: string;
  readonly tokens: UsageTokens;
  readonly counts: UsageCounts | null;
  readonly amountNanos: bigint;
  readonly planNanos: bigint;
  readonly creditNanos: bigint;
  readonly debtNanos: bigint;
  readonly burns: readonly Burn[];
  readonly occurredAt: string;
  readonly recordedAt: string;
}

/** A promise to be written, or a refusal to be remembered. */
export interface NewHold {
  readonly id: string;
  readonly accountId: string;
  readonly apiKeyId: string | null;
  readonly clientKey: string | null;
  readonly request: unknown;
  readonly model: string;
  readonly termId: string | null;
  readonly amountNanos: bigint;
  readonly planNanos: bigint;
  readonly state: "open" | "declined";
  readonly refusals: unknown;
  readonly openedAt: string;
  readonly expiresAt: string;
}

/** A job to be put into the queue with the batch. */
export interface NewJob {
  readonly name: JobName;
  readonly payload: Readonly<Record<string, string>>;
  readonly singletonKey: string | null;
}

/** A lot to be opened; what fills it is a posting of a journal. */
export interface NewLot {
  readonly id: string;
  readonly ledgerAccountId: string;
  readonly kind: LotKind;
  readonly amountNanos: bigint;
  readonly expiresAt: string | null;
  readonly reason: string;
}

/** One side of a movement, with the ledger account it is on; null for the platform's, found when it is written. */
export interface Movement extends PostingDraft {
  readonly ledgerAccountId: string | null;
}

/** A movement of money to be posted. */
export interface NewJournal {
  readonly id: string;
  readonly kind: string;
  readonly accountId: string;
  readonly currency: Currency;
  readonly at: string;
  readonly postings: readonly Movement[];
}

/** What a batch changes of one account, gathered while it is decided. */
export class AccountChanges {
  readonly account: LoadedAccount;
  readonly holds: Map<string, LoadedHold>;
  readonly newHolds: NewHold[] = [];
  readonly changedHolds = new Set<string>();
  readonly events: NewEvent[] = [];
  readonly newLots: NewLot[] = [];
  /** Lots that a correction fills again, by id. */
  readonly reopenedLots = new Map<
    string,
    { readonly ledgerAccountId: string; readonly remainingNanos: bigint }
  >();
  readonly draining = new Set<string>();
  /** Refusals of the policy, to be stored and signed. */
  readonly decisions: { readonly id: string; readonly decision: DecisionJson }[] = [];
  /** Keys whose last use is to be written down. */
  readonly usedKeys = new Set<string>();
  readonly terms = new Map<string, { usedNanos: bigint; heldNanos: bigint }>();
  heldNanos = 0n;
  /** What the account's present local day and month are charged with. Nanos, either sign. */
  daySpentNanos = 0n;
  monthSpentNanos = 0n;
  /** Where the account stands after usage was recorded; null where none was. */
  standing: (BalanceFacts & { readonly limits: UsageAccount["limits"] }) | null = null;
  #differenceNanos = 0n;
  #differenceLots: { lotId: string; ledgerAccountId: string; amountNanos: bigint }[] = [];
  #burned = new Map<string, bigint>();
  #repaid = new Map<string, bigint>();
  #returned = new Map<string, bigint>();
  #correctionLots: { lotId: string; ledgerAccountId: string; amountNanos: bigint }[] = [];
  #debtNanos = 0n;
  #undoneDebtNanos = 0n;
  /** The debt's ledger account, made up where there was none yet. */
  readonly debtAccountId: string;

  constructor(account: LoadedAccount) {
    this.account = account;
    this.holds = new Map(account.holds);
    this.debtAccountId = account.debtAccountId ?? newId();
  }

  /** Writes down a term's growth. Nanos, either sign. */
  growTerm(termId: string | null, usedNanos: bigint, heldNanos: bigint): void {
    if (termId === null || (usedNanos === 0n && heldNanos === 0n)) return;
    const before = this.terms.get(termId) ?? { usedNanos: 0n, heldNanos: 0n };
    this.terms.set(termId, {
      usedNanos: before.usedNanos + usedNanos,
      heldNanos: before.heldNanos + heldNanos,
    });
  }

  /** A hold as it is now, within the batch. */
  setHold(hold: LoadedHold): void {
    this.holds.set(hold.id, hold);
    this.changedHolds.add(hold.id);
  }

  burn(burns: readonly Burn[]): void {
    for (const { lotId, amountNanos } of burns) add(this.#burned, lotId, amountNanos);
  }

  repay(burns: readonly Burn[]): void {
    for (const { lotId, amountNanos } of burns) add(this.#repaid, lotId, amountNanos);
  }

  owe(debtNanos: bigint): void {
    this.#debtNanos += debtNanos;
  }

  /** Credit back into lots, by the ledger accounts that a correction names. */
  giveBack(lotId: string, amountNanos: bigint): void {
    add(this.#returned, lotId, amountNanos);
  }

  undoDebt(debtNanos: bigint): void {
    this.#undoneDebtNanos += debtNanos;
  }

  openLot(
    lotId: string,
    kind: LotKind,
    amountNanos: bigint,
    expiresAt: string | null,
    reason: "usage_correction" | "refund_hold_difference",
  ): void {
    const lot: NewLot = { id: lotId, ledgerAccountId: newId(), kind, amountNanos, expiresAt, reason };
    this.newLots.push(lot);
    const filled = { lotId: lot.id, ledgerAccountId: lot.ledgerAccountId, amountNanos };
    if (reason === "usage_correction") this.#correctionLots.push(filled);
    else {
      this.#differenceLots.push(filled);
      this.#differenceNanos += amountNanos;
    }
  }

  /** Lots whose state this batch changes: emptied, or filled again by a correction. */
  lotStates(): { readonly id: string; readonly state: "open" | "spent" }[] {
    const moved = new Set([...this.#burned.keys(), ...this.#repaid.keys(), ...this.#returned.keys()]);
    const before = new Map<string, bigint>([
      ...this.account.lots.map((lot) => [lot.id, lot.remainingNanos] as const),
      ...[...this.reopenedLots].map(([id, lot]) => [id, lot.remainingNanos] as const),
      ...this.newLots.map((lot) => [lot.id, lot.amountNanos] as const),
    ]);
    return [...moved].flatMap((id) => {
      const leftNanos =
        (before.get(id) ?? 0n) +
        (this.#returned.get(id) ?? 0n) -
        (this.#burned.get(id) ?? 0n) -
        (this.#repaid.get(id) ?? 0n);
      if (leftNanos === 0n) return { id, state: "spent" as const };
      return this.reopenedLots.has(id) ? { id, state: "open" as const } : [];
    });
  }

  /** Credits that usage took of lots, and debt it left; corrections taken off. Nanos. */
  get usedNanos(): bigint {
    return this.events.reduce((sum, each) => sum + each.creditNanos + each.debtNanos, 0n);
  }

  /** The batch's movements of money: one journal per kind, one posting per lot. */
  journals(): NewJournal[] {
    const ledgerAccounts = new Map([
      ...this.account.lots.map((lot) => [lot.id, lot.ledgerAccountId] as const),
      ...[...this.reopenedLots].map(([id, lot]) => [id, lot.ledgerAccountId] as const),
      ...this.newLots.map((lot) => [lot.id, lot.ledgerAccountId] as const),
    ]);
    const lot = (make: typeof debit, lotId: string, amountNanos: bigint): Movement => ({
      ...make("wallet.lot", amountNanos, lotId),
      ledgerAccountId: ledgerAccounts.get(lotId) ?? null,
    });
    const debt = (make: typeof debit, amountNanos: bigint): Movement => ({
      ...make("wallet.debt", amountNanos),
      ledgerAccountId: this.debtAccountId,
    });
    const platform = (posting: PostingDraft): Movement => ({ ...posting, ledgerAccountId: null });
    const filled = (each: { lotId: string; ledgerAccountId: string; amountNanos: bigint }): Movement => ({
      ...credit("wallet.lot", each.amountNanos, each.lotId),
      ledgerAccountId: each.ledgerAccountId,
    });
    const sumOf = (amounts: Iterable<bigint>) => [...amounts].reduce((sum, each) => sum + each, 0n);
    const correctedNanos =
      sumOf(this.#returned.values()) +
      sumOf(this.#correctionLots.map((each) => each.amountNanos)) +
      this.#undoneDebtNanos;
    return [
      this.#journal("usage.burned", [
        ...[...this.#burned].map(([lotId, amount]) => lot(debit, lotId, amount)),
        platform(credit("revenue.usage", sumOf(this.#burned.values()))),
      ]),
      this.#journal("usage.debt", [
        debt(debit, this.#debtNanos),
        platform(credit("revenue.usage", this.#debtNanos)),
      ]),
      this.#journal("usage.debt_repaid", [
        ...[...this.#repaid].map(([lotId, amount]) => lot(debit, lotId, amount)),
        debt(credit, sumOf(this.#repaid.values())),
      ]),
      this.#journal("usage.corrected", [
        platform(debit("revenue.usage", correctedNanos)),
        ...[...this.#returned].map(([lotId, amount]) => lot(credit, lotId, amount)),
        ...this.#correctionLots.map(filled),
        debt(credit, this.#undoneDebtNanos),
      ]),
      this.#journal("refund.hold_difference", [
        platform(debit("revenue.subscription", this.#differenceNanos)),
        ...this.#differenceLots.map(filled),
      ]),
    ].flatMap((journal) => (journal.postings.length === 0 ? [] : journal));
  }

  #journal(kind: string, postings: readonly Movement[]): NewJournal {
    return {
      id: newId(),
      kind,
      accountId: this.account.id,
      currency: this.account.currency,
      at: this.account.now,
      postings: postings.filter((each) => each.amountNanos !== 0n),
    };
  }
}

const add = (sums: Map<string, bigint>, key: string, amountNanos: bigint): void => {
  sums.set(key, (sums.get(key) ?? 0n) + amountNanos);
};

/**
 * SHA-256 over what a batch did, one line per event and hold in the order of their ids: the batch's audit row carries
 * it, so that an altered usage row is found (design.md, "Usage is chained per batch").
 */
export function batchDigest(
  events: readonly Pick<
    NewEvent,
    | "id"
    | "accountId"
    | "clientEventId"
    | "modelPriceId"
    | "amountNanos"
    | "planNanos"
    | "creditNanos"
    | "debtNanos"
  >[],
): string {
  // One text for all: a call into the hash per event costs more than the hashing.
  const lines = events
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(
      (each) =>
        `${each.id}|${each.accountId}|${each.clientEventId}|${each.modelPriceId}|${each.amountNanos}|${each.planNanos}|${each.creditNanos}|${each.debtNanos}\n`,
    );
  return createHash("sha256").update(lines.join("")).digest("hex");
}

/** The jobs a batch leaves behind for one account. */
export function jobsOf({ account, draining, standing }: AccountChanges): NewJob[] {
  const { id: accountId, day, month, warnedDay, warnedMonth, topUpBelowNanos } = account;
  // The refund waits for its holds: each that ends may be the last.
  const jobs: NewJob[] = [...draining]
    .sort()
    .map((refundId) => ({ name: "refunds.advance", payload: { refundId }, singletonKey: null }));
  if (standing === null) return jobs;
  if (
    warningDue(standing.limits).some((period) =>
      period === "day" ? warnedDay !== day : warnedMonth !== month,
    )
  )
    jobs.push({ name: "spend_limits.warn", payload: { accountId }, singletonKey: accountId });
  if (isLow(standing, topUpBelowNanos))
    jobs.push({ name: "auto_top_up.run", payload: { accountId }, singletonKey: accountId });
  return jobs;
}
