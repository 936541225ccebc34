import { createHash } from "node:crypto";
import type { UsageCounts, UsageTokens } from "@tenure/core/contract";
import { type BalanceFacts, isLow } from "@tenure/core/auto-top-up";
import { type Burn, sumNanos, type UsageAccount, UsageTally, warningDue } from "@tenure/core/credits";
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
  /** What it moves. */
  readonly tally = new UsageTally();
  /** Where the account stands after usage was recorded; null where none was. */
  standing: (BalanceFacts & { readonly limits: UsageAccount["limits"] }) | null = null;
  #debtAccountId: string | null;

  constructor(account: LoadedAccount) {
    this.account = account;
    this.holds = new Map(account.holds);
    this.#debtAccountId = account.debtAccountId;
  }

  /** The debt's ledger account, made up where there was none yet. */
  get debtAccountId(): string {
    this.#debtAccountId ??= newId();
    return this.#debtAccountId;
  }

  /** The same where it is to be opened; null where it was there, or nothing is posted on it. */
  get newDebtAccountId(): string | null {
    return this.account.debtAccountId === null ? this.#debtAccountId : null;
  }

  /** A hold as it is now, within the batch. */
  setHold(hold: LoadedHold): void {
    this.holds.set(hold.id, hold);
    this.changedHolds.add(hold.id);
  }

  /** Opens a lot; the tally says how it is filled. */
  openLot(lot: Omit<NewLot, "ledgerAccountId">): void {
    this.newLots.push({ ...lot, ledgerAccountId: newId() });
  }

  /** Lots whose state this batch changes: emptied, or filled again by a correction. */
  lotStates(): { readonly id: string; readonly state: "open" | "spent" }[] {
    const { burned, repaid, returned } = this.tally;
    if (burned.size + repaid.size + returned.size === 0) return [];
    return [...new Set([...burned.keys(), ...repaid.keys(), ...returned.keys()])].flatMap((id) => {
      if (this.tally.leftOf(id, this.#lotBefore(id)?.nanos ?? 0n) === 0n)
        return { id, state: "spent" as const };
      return this.reopenedLots.has(id) ? { id, state: "open" as const } : [];
    });
  }

  /** A lot as the batch found or opened it: its ledger account, and what was in it. Nanos. */
  #lotBefore(id: string): { readonly ledgerAccountId: string; readonly nanos: bigint } | null {
    const opened = this.newLots.find((lot) => lot.id === id);
    if (opened !== undefined) return { ledgerAccountId: opened.ledgerAccountId, nanos: opened.amountNanos };
    const found = this.reopenedLots.get(id) ?? this.account.lots.find((lot) => lot.id === id);
    return found === undefined
      ? null
      : { ledgerAccountId: found.ledgerAccountId, nanos: found.remainingNanos };
  }

  /** The batch's movements of money: one journal per kind, one posting per lot; none where nothing moves. */
  journals(): NewJournal[] {
    const { burned, repaid, returned, corrections, differences, debtNanos, undoneDebtNanos } = this.tally;
    const lots = (make: typeof debit, amounts: ReadonlyMap<string, bigint>): Movement[] =>
      [...amounts].map(([lotId, amountNanos]) => ({
        ...make("wallet.lot", amountNanos, lotId),
        ledgerAccountId: this.#lotBefore(lotId)?.ledgerAccountId ?? null,
      }));
    const debt = (make: typeof debit, amountNanos: bigint): Movement => ({
      ...make("wallet.debt", amountNanos),
      ledgerAccountId: this.debtAccountId,
    });
    const platform = (posting: PostingDraft): Movement => ({ ...posting, ledgerAccountId: null });
    const sumOf = (amounts: ReadonlyMap<string, bigint>) => sumNanos([...amounts.values()]);
    const journals: NewJournal[] = [];
    if (burned.size > 0)
      journals.push(
        this.#journal("usage.burned", [
          ...lots(debit, burned),
          platform(credit("revenue.usage", sumOf(burned))),
        ]),
      );
    if (debtNanos !== 0n)
      journals.push(
        this.#journal("usage.debt", [debt(debit, debtNanos), platform(credit("revenue.usage", debtNanos))]),
      );
    if (repaid.size > 0)
      journals.push(
        this.#journal("usage.debt_repaid", [...lots(debit, repaid), debt(credit, sumOf(repaid))]),
      );
    if (returned.size + corrections.size > 0 || undoneDebtNanos !== 0n)
      journals.push(
        this.#journal("usage.corrected", [
          platform(debit("revenue.usage", sumNanos([sumOf(returned), sumOf(corrections), undoneDebtNanos]))),
          ...lots(credit, returned),
          ...lots(credit, corrections),
          ...(undoneDebtNanos === 0n ? [] : [debt(credit, undoneDebtNanos)]),
        ]),
      );
    if (differences.size > 0)
      journals.push(
        this.#journal("refund.hold_difference", [
          platform(debit("revenue.subscription", sumOf(differences))),
          ...lots(credit, differences),
        ]),
      );
    return journals;
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
