import { type Database, PLATFORM } from "../db/database.ts";

/** What `tenure ledger check` found; every list is empty on a healthy ledger. */
export interface LedgerReport {
  readonly journals: number;
  readonly postings: number;
  readonly accounts: number;
  /** Journals that do not sum to zero in some currency. */
  readonly unbalanced: readonly string[];
  /** Journals without postings. */
  readonly empty: readonly string[];
  /** Stored balances that differ from the sum of their postings. */
  readonly wrongBalances: readonly { ledgerAccountId: string; stored: string; summed: string }[];
  /** Reversals that are not the exact opposite of what they reverse. */
  readonly wrongReversals: readonly string[];
  /** Open or closed lots whose granted amount differs from what was ever posted into them. */
  readonly wrongLots: readonly string[];
  /** Trial balance per currency; every difference is zero. */
  readonly trialBalance: readonly { currency: string; debit: string; credit: string }[];
}

/** Verifies the whole ledger from its postings, in SQL, independent of the code that wrote them. */
export const checkLedger = (db: Database): Promise<LedgerReport> =>
  db.within(PLATFORM, async (tx) => {
    const [counts] = await tx.$queryRaw<{ journals: bigint; postings: bigint; accounts: bigint }[]>`
      SELECT (SELECT count(*) FROM ledger_journal) AS journals, (SELECT count(*) FROM ledger_posting) AS postings,
             (SELECT count(*) FROM ledger_account) AS accounts`;
    const unbalanced = await tx.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT journal_id AS id FROM ledger_posting GROUP BY journal_id, currency HAVING sum(amount) <> 0`;
    const empty = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM ledger_journal j WHERE NOT EXISTS (SELECT 1 FROM ledger_posting p WHERE p.journal_id = j.id)`;
    const wrongBalances = await tx.$queryRaw<{ ledgerAccountId: string; stored: string; summed: string }[]>`
      SELECT a.id AS "ledgerAccountId", a.balance::text AS stored, s.summed::text AS summed
        FROM ledger_account a CROSS JOIN LATERAL (
          SELECT coalesce(sum(CASE WHEN a.normal = 'debit' THEN p.amount ELSE -p.amount END), 0) AS summed
            FROM ledger_posting p WHERE p.ledger_account_id = a.id) s
       WHERE a.balance IS NOT NULL AND a.balance <> s.summed`;
    const wrongReversals = await tx.$queryRaw<{ id: string }[]>`
      SELECT r.id FROM ledger_journal r WHERE r.reverses_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM ledger_posting p WHERE p.journal_id IN (r.id, r.reverses_id)
        GROUP BY p.ledger_account_id HAVING sum(p.amount) <> 0)`;
    const wrongLots = await tx.$queryRaw<{ id: string }[]>`
      SELECT l.id FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
       WHERE a.balance > l.granted_nanos OR (l.state IN ('spent', 'expired', 'revoked') AND a.balance <> 0)`;
    const trialBalance = await tx.$queryRaw<{ currency: string; debit: string; credit: string }[]>`
      SELECT currency, coalesce(sum(amount) FILTER (WHERE amount > 0), 0)::text AS debit,
             coalesce(-sum(amount) FILTER (WHERE amount < 0), 0)::text AS credit
        FROM ledger_posting GROUP BY currency ORDER BY currency`;
    return {
      journals: Number(counts?.journals ?? 0n),
      postings: Number(counts?.postings ?? 0n),
      accounts: Number(counts?.accounts ?? 0n),
      unbalanced: unbalanced.map((row) => row.id),
      empty: empty.map((row) => row.id),
      wrongBalances,
      wrongReversals: wrongReversals.map((row) => row.id),
      wrongLots: wrongLots.map((row) => row.id),
      trialBalance,
    };
  });

/** Whether a report is free of findings. */
export const isHealthy = (report: LedgerReport): boolean =>
  [report.unbalanced, report.empty, report.wrongBalances, report.wrongReversals, report.wrongLots].every(
    (list) => list.length === 0,
  ) && report.trialBalance.every((row) => row.debit === row.credit);
