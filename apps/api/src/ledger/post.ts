import type { Currency } from "@tenure/core/money";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { CHART, type ChartCode } from "./chart.ts";

/** One side of a movement. */
export interface PostingDraft {
  readonly code: ChartCode;
  /** What a customer's account is kept for, such as a lot id; most have none. */
  readonly reference?: string;
  /** Debit positive, credit negative, nanos. */
  readonly amountNanos: bigint;
}

/** A movement of money. Sums to zero, or the database refuses it at commit. */
export interface JournalDraft {
  readonly kind: string;
  readonly accountId: string;
  readonly currency: Currency;
  readonly decisionId?: string | null;
  /** When it counts. */
  readonly effectiveAt: Instant;
  /** When it was written. */
  readonly recordedAt: Instant;
  readonly postings: readonly PostingDraft[];
}

/** A debit, shorter to write. */
export const debit = (code: ChartCode, amountNanos: bigint, reference?: string): PostingDraft => ({
  code,
  amountNanos,
  ...(reference === undefined ? {} : { reference }),
});

/** A credit, shorter to write. */
export const credit = (code: ChartCode, amountNanos: bigint, reference?: string): PostingDraft =>
  debit(code, -amountNanos, reference);

/** Finds or opens a ledger account. @returns its id */
export async function ledgerAccountId(
  tx: Tx,
  code: ChartCode,
  currency: Currency,
  accountId: string,
  reference: string | null = null,
): Promise<string> {
  const { normal, owner } = CHART[code];
  const ownerId = owner === "platform" ? null : accountId;
  const find = () => tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM ledger_account WHERE code = ${code} AND code <> '' AND currency = ${currency}
      AND account_id IS NOT DISTINCT FROM ${ownerId}::uuid AND reference IS NOT DISTINCT FROM ${reference}`;
  const [found] = await find();
  if (found !== undefined) return found.id;
  await tx.$executeRaw`
    INSERT INTO ledger_account (code, account_id, reference, currency, normal, balance)
    VALUES (${code}, ${ownerId}::uuid, ${reference}, ${currency}, ${normal}, ${ownerId === null ? null : 0}::numeric)
    ON CONFLICT DO NOTHING`;
  const [opened] = await find();
  if (opened === undefined) throw new Error(`ledger account ${code} could not be opened`);
  return opened.id;
}

/**
 * Writes a journal. The only way money moves. Zero postings are left out; ledger accounts are touched in sorted
 * order, so that two movements never wait for each other in a circle.
 * @returns the journal's id, or null when nothing moved
 */
export async function postJournal(tx: Tx, draft: JournalDraft): Promise<string | null> {
  const moving = draft.postings.filter((each) => each.amountNanos !== 0n);
  if (moving.length === 0) return null;
  const resolved = [];
  for (const each of moving)
    resolved.push({
      ledgerAccountId: await ledgerAccountId(
        tx,
        each.code,
        draft.currency,
        draft.accountId,
        each.reference ?? null,
      ),
      accountId: CHART[each.code].owner === "platform" ? null : draft.accountId,
      amount: each.amountNanos.toString(),
      currency: draft.currency,
    });
  return insertJournal(tx, draft, null, resolved);
}

interface ResolvedPosting {
  readonly ledgerAccountId: string;
  readonly accountId: string | null;
  readonly amount: string;
  readonly currency: string;
}

async function insertJournal(
  tx: Tx,
  head: Pick<JournalDraft, "kind" | "accountId" | "decisionId" | "effectiveAt" | "recordedAt">,
  reversesId: string | null,
  postings: readonly ResolvedPosting[],
): Promise<string> {
  const id = newId();
  await tx.ledgerJournal.createMany({
    data: {
      id,
      kind: head.kind,
      accountId: head.accountId,
      decisionId: head.decisionId ?? null,
      reversesId,
      effectiveAt: new Date(head.effectiveAt),
      recordedAt: new Date(head.recordedAt),
    },
  });
  const sorted = [...postings].sort((a, b) => (a.ledgerAccountId < b.ledgerAccountId ? -1 : 1));
  await tx.ledgerPosting.createMany({
    data: sorted.map((each, position) => ({ journalId: id, position, ...each })),
  });
  return id;
}

/**
 * Corrects by reversal: writes the same postings with the opposite sign. A journal is reversed at most once (UNIQUE).
 * @returns the reversing journal's id
 */
export async function reverseJournal(
  tx: Tx,
  journalId: string,
  head: Pick<JournalDraft, "kind" | "accountId" | "decisionId" | "effectiveAt" | "recordedAt">,
): Promise<string> {
  // Platform-side postings of the account's own journals are not visible to the account's scope; ask by journal.
  const postings = await tx.$queryRaw<
    { ledger_account_id: string; account_id: string | null; amount: string; currency: string }[]
  >`SELECT ledger_account_id, account_id, amount::text AS amount, currency FROM ledger_journal_postings(${journalId}::uuid)`;
  if (postings.length === 0) throw new Error(`journal ${journalId} has no postings to reverse`);
  return insertJournal(
    tx,
    head,
    journalId,
    postings.map((each) => ({
      ledgerAccountId: each.ledger_account_id,
      accountId: each.account_id,
      amount: (-BigInt(each.amount)).toString(),
      currency: each.currency,
    })),
  );
}

/** Balance of a customer's ledger account in its normal direction, nanos; zero when it was never opened. */
export async function balanceOf(
  tx: Tx,
  code: ChartCode,
  currency: Currency,
  accountId: string,
  reference: string | null = null,
): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ balance: string }[]>`
    SELECT balance::text AS balance FROM ledger_account WHERE code = ${code} AND code <> '' AND currency = ${currency}
      AND account_id = ${accountId}::uuid AND reference IS NOT DISTINCT FROM ${reference}`;
  return row === undefined ? 0n : BigInt(row.balance);
}
