import type { Currency } from "@tenure/core/money";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { ChartCode } from "./chart.ts";
import { type JournalDraft, journalParameters, type PostingDraft, WRITE_JOURNALS } from "./write-journals.ts";

export type { JournalDraft, PostingDraft } from "./write-journals.ts";

/** A debit, shorter to write. */
export const debit = (code: ChartCode, amountNanos: bigint, reference?: string): PostingDraft => ({
  code,
  amountNanos,
  ...(reference === undefined ? {} : { reference }),
});

/** A credit, shorter to write. */
export const credit = (code: ChartCode, amountNanos: bigint, reference?: string): PostingDraft =>
  debit(code, -amountNanos, reference);

/**
 * Writes a journal with its postings, in one statement. The only way money moves. Zero postings are left out.
 * @returns the journal's id, or null when nothing moved
 */
export async function postJournal(tx: Tx, draft: JournalDraft): Promise<string | null> {
  const [id] = await postJournals(tx, [draft]);
  return id ?? null;
}

/**
 * Writes many journals, of many accounts, in one statement: what a batch of usage or a nightly job moves. Who writes for
 * several accounts holds their locks, taken in the order of their ids.
 * @returns the id of each journal, in order; null for one in which nothing moved
 */
export async function postJournals(tx: Tx, drafts: readonly JournalDraft[]): Promise<(string | null)[]> {
  const journals = drafts.map((draft) => ({ ...draft, id: newId() }));
  const parameters = journalParameters(journals);
  if (parameters !== null) await tx.$executeRawUnsafe(WRITE_JOURNALS, ...parameters);
  return journals.map(({ id, postings }) => (postings.some((each) => each.amountNanos !== 0n) ? id : null));
}

/** A correction was asked for that the ledger does not know. */
export class NotReversible extends Error {
  override readonly name = "NotReversible";
}

/**
 * Corrects by reversal: writes the same postings with the opposite sign. A journal is reversed at most once (UNIQUE),
 * a reversal never: who was right after all writes the movement again. Where the effective time that was asked for lies
 * in a closed month, the correction takes effect when it is recorded.
 * @returns the reversing journal's id
 * @throws NotReversible when there is no such journal, or it is itself a reversal
 */
export async function reverseJournal(
  tx: Tx,
  journalId: string,
  head: Pick<JournalDraft, "kind" | "accountId" | "decisionId" | "batchId" | "effectiveAt" | "recordedAt">,
): Promise<string> {
  const [original] = await tx.$queryRaw<{ reverses_id: string | null }[]>`
    SELECT reverses_id FROM ledger_journal WHERE id = ${journalId}::uuid`;
  if (original === undefined) throw new NotReversible(`journal ${journalId} has no postings to reverse`);
  if (original.reverses_id !== null)
    throw new NotReversible(`journal ${journalId} is a reversal and cannot be reversed`);
  const id = newId();
  // Platform-side postings of the account's own journals are not visible to the account's scope; ask by journal.
  await tx.$executeRaw`
    WITH journal AS (
      INSERT INTO ledger_journal (id, kind, account_id, decision_id, reverses_id, batch_id, effective_at, recorded_at)
      SELECT ${id}::uuid, ${head.kind}, ${head.accountId}::uuid, ${head.decisionId ?? null}::uuid, ${journalId}::uuid,
             ${head.batchId ?? null}::uuid,
             CASE WHEN ${head.effectiveAt}::timestamptz < ledger_open_from()
                  THEN ${head.recordedAt}::timestamptz ELSE ${head.effectiveAt}::timestamptz END,
             ${head.recordedAt}::timestamptz
    )
    INSERT INTO ledger_posting (journal_id, position, ledger_account_id, account_id, amount, currency)
    SELECT ${id}::uuid, row_number() OVER (ORDER BY ledger_account_id, amount) - 1,
           ledger_account_id, account_id, -amount, currency
      FROM ledger_journal_postings(${journalId}::uuid)`;
  return id;
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
