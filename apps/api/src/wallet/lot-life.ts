import type { CreditLotEntry } from "@tenure/core/contract";
import { lotMoveOf, remainingAlong } from "@tenure/core/credits";
import { type Currency, toMoney } from "@tenure/core/money";
import type { Tx } from "../db/database.ts";

/** Movements looked at for one page at most, however many a busy day had: its rest follows on the next page. */
const MOST_MOVEMENTS = 10_000;

/** Where a page of a life begins: before which journal, and what was left then. */
export interface LifeCursor {
  readonly beforeJournalId: string;
  readonly remainingNanos: bigint;
}

/** A cursor as text; it tells its reader nothing that the page before did not. */
export const writeLifeCursor = ({ beforeJournalId, remainingNanos }: LifeCursor): string =>
  `${beforeJournalId}.${remainingNanos}`;

/** Reads a cursor, or null where the text is none. */
export function readLifeCursor(text: string): LifeCursor | null {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,30})$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined
    ? null
    : { beforeJournalId: match[1], remainingNanos: BigInt(match[2]) };
}

interface EntryRow {
  readonly journal_id: string;
  readonly oldest_id: string;
  readonly kind: string;
  readonly day: string | null;
  readonly at: Date;
  readonly change: string;
  readonly movements: number;
  readonly decision_id: string | null;
  /** The lot's balance, of the same snapshot as the movements. */
  readonly balance: string;
  /** The movement that opened the lot. */
  readonly first_id: string;
}

/** Whose life is read. */
export interface LivingLot {
  readonly id: string;
  readonly accountId: string;
  readonly currency: Currency;
  /** IANA zone of the account: days are its own. */
  readonly zone: string;
}

/**
 * A page of a lot's life, newest first, from the postings of its ledger account: usage of one day together, all else
 * one by one. Each entry shows what was left after it.
 */
export async function readLotLife(
  tx: Tx,
  lot: LivingLot,
  page: { readonly cursor: LifeCursor | null; readonly limit: number },
): Promise<{ readonly entries: CreditLotEntry[]; readonly next: LifeCursor | null }> {
  const before = page.cursor?.beforeJournalId ?? null;
  // Runs, not days: usage that something else interrupted stays on both sides of it, so that a page ends anywhere.
  const rows = await tx.$queryRaw<EntryRow[]>`
    WITH own AS (
      SELECT a.id, a.balance, (SELECT p.journal_id FROM ledger_posting p WHERE p.ledger_account_id = a.id
                                ORDER BY p.journal_id LIMIT 1) AS first_id
        FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
       WHERE l.id = ${lot.id}::uuid AND l.account_id = ${lot.accountId}::uuid
    ), movement AS (
      SELECT p.journal_id, -p.amount AS change FROM ledger_posting p JOIN own ON p.ledger_account_id = own.id
       WHERE ${before}::uuid IS NULL OR p.journal_id < ${before}::uuid
       ORDER BY p.journal_id DESC LIMIT ${MOST_MOVEMENTS}
    ), told AS (
      SELECT m.journal_id, m.change, j.kind, j.recorded_at, j.decision_id,
             CASE WHEN j.kind LIKE 'usage.%' AND j.kind <> 'usage.debt_repaid'
                  THEN (j.recorded_at AT TIME ZONE ${lot.zone})::date END AS day
        FROM movement m JOIN ledger_journal j ON j.id = m.journal_id
    ), marked AS (
      SELECT told.*, (day IS NULL OR (day, kind) IS DISTINCT FROM (lag(day) OVER w, lag(kind) OVER w))::int AS starts
        FROM told WINDOW w AS (ORDER BY journal_id DESC)
    ), run AS (
      SELECT marked.*, sum(starts) OVER (ORDER BY journal_id DESC) AS number FROM marked
    )
    SELECT (array_agg(r.journal_id ORDER BY r.journal_id DESC))[1] AS journal_id,
           (array_agg(r.journal_id ORDER BY r.journal_id))[1] AS oldest_id, min(r.kind) AS kind,
           min(r.day)::text AS day, max(r.recorded_at) AS at, sum(r.change)::text AS change, count(*)::int AS movements,
           (array_agg(r.decision_id ORDER BY r.journal_id DESC))[1] AS decision_id,
           (SELECT balance::text FROM own) AS balance, (SELECT first_id FROM own) AS first_id
      FROM run r GROUP BY r.number ORDER BY r.number LIMIT ${page.limit}`;
  const newestNanos = page.cursor?.remainingNanos ?? BigInt(rows[0]?.balance ?? 0);
  const { afterEach, before: olderNanos } = remainingAlong(
    newestNanos,
    rows.map((row) => BigInt(row.change)),
  );
  const entries = rows.map((row, index) => ({
    move: lotMoveOf(
      { journalKind: row.kind, changeNanos: BigInt(row.change) },
      row.journal_id === row.first_id,
    ),
    at: row.at.toISOString(),
    day: row.day,
    change: toMoney(BigInt(row.change), lot.currency),
    remaining: toMoney(afterEach[index] ?? 0n, lot.currency),
    movements: row.movements,
    journalId: row.journal_id,
    journalKind: row.kind,
    decisionId: row.decision_id,
  }));
  const last = rows.at(-1);
  const ended = last === undefined || last.oldest_id === last.first_id;
  return { entries, next: ended ? null : { beforeJournalId: last.oldest_id, remainingNanos: olderNanos } };
}
