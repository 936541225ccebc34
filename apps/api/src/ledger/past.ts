import type { Instant } from "@tenure/core/time";
import { type Database, PLATFORM } from "../db/database.ts";
import { BEGINNING, trialBalance, type TrialBalance } from "./balances.ts";
import type { LedgerFinding } from "./check.ts";

/** The books as they were at an instant, by recorded time. */
export interface PastReport {
  readonly at: Instant;
  readonly journals: number;
  /** Balances that were rebuilt. */
  readonly accounts: number;
  readonly findings: readonly LedgerFinding[];
  /** The trial balance as it is known now of what was effective by then. */
  readonly balance: TrialBalance;
}

const PATIENCE = { timeoutMs: 30 * 60_000 };

/**
 * Rebuilds every customer's balance as it was recorded at an instant and checks what must hold at every instant: each
 * currency sums to zero, no balance lies below zero, and what a wallet was worth lies on its day's way from opening to
 * closing: at the day's end it is the closing.
 */
export const checkPast = (db: Database, at: Instant): Promise<PastReport> =>
  db.within(
    PLATFORM,
    async (tx) => {
      const findings = await tx.$queryRaw<LedgerFinding[]>`
        WITH past AS MATERIALIZED (
          SELECT j.id, j.account_id, p.ledger_account_id, p.amount, p.currency FROM ledger_journal j
            JOIN ledger_posting p ON p.journal_id = j.id WHERE j.recorded_at <= ${at}::timestamptz
        ), balances AS (
          SELECT l.id, l.account_id, l.code, sum(CASE WHEN l.normal = 'debit' THEN p.amount ELSE -p.amount END) AS balance
            FROM past p JOIN ledger_account l ON l.id = p.ledger_account_id WHERE l.account_id IS NOT NULL GROUP BY l.id
        )
        SELECT 'trial_balance' AS check, currency AS subject, 'sums to ' || sum(amount) AS problem
          FROM past GROUP BY currency HAVING sum(amount) <> 0
        UNION ALL
        SELECT 'balance_is_its_postings', id::text, 'was ' || balance FROM balances WHERE balance < 0
        UNION ALL
        SELECT 'wallet_day_is_its_postings', w.account_id::text,
               'was worth ' || w.worth || ', its day before closed with ' || coalesce(d.closing_nanos, 0) || ' and moved by ' || m.moved
          FROM (SELECT account_id, sum(CASE code WHEN 'wallet.debt' THEN -balance ELSE balance END) AS worth FROM balances
                 WHERE code IN ('wallet.lot', 'wallet.debt') GROUP BY 1) w
          LEFT JOIN LATERAL (SELECT day, starts_at FROM wallet_day WHERE account_id = w.account_id
                              AND starts_at <= ${at}::timestamptz ORDER BY day DESC LIMIT 1) today ON true
          LEFT JOIN LATERAL (SELECT closing_nanos FROM wallet_day WHERE account_id = w.account_id AND day < today.day
                              ORDER BY day DESC LIMIT 1) d ON true
          CROSS JOIN LATERAL (
            SELECT coalesce(-sum(p.amount), 0) AS moved FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id
              JOIN ledger_account l ON l.id = p.ledger_account_id AND l.code IN ('wallet.lot', 'wallet.debt')
             WHERE j.account_id = w.account_id AND j.recorded_at >= today.starts_at AND j.recorded_at <= ${at}::timestamptz) m
         WHERE w.worth <> coalesce(d.closing_nanos, 0) + m.moved`;
      const [counts] = await tx.$queryRaw<{ journals: number; accounts: number }[]>`
        SELECT count(DISTINCT j.id)::int AS journals, count(DISTINCT p.ledger_account_id) FILTER (WHERE p.account_id IS NOT NULL)::int AS accounts
          FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id WHERE j.recorded_at <= ${at}::timestamptz`;
      return {
        at,
        journals: counts?.journals ?? 0,
        accounts: counts?.accounts ?? 0,
        findings,
        balance: await trialBalance(tx, BEGINNING, at),
      };
    },
    PATIENCE,
  );
