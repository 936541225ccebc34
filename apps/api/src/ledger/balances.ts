import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { Prisma } from "../generated/prisma/client.ts";

/** By which of a journal's two times: when it counts, or when it was written. */
export type LedgerTime = "effective" | "recorded";

/** The column of a ledger time. */
export const timeColumn = (by: LedgerTime): Prisma.Sql =>
  by === "effective" ? Prisma.sql`j.effective_at` : Prisma.sql`j.recorded_at`;

/** What a customer's ledger account held at an instant, rebuilt from its postings. */
export interface BalanceAt {
  readonly ledgerAccountId: string;
  readonly code: string;
  /** What it is kept for, such as a lot's id. */
  readonly reference: string | null;
  readonly currency: string;
  /** In the direction in which the account grows. Nanos. */
  readonly balanceNanos: bigint;
  /** Journals that touched it up to then. */
  readonly journals: number;
}

/** Which balances, as they were when. */
export interface BalancesWanted {
  readonly accountId: string;
  readonly code?: string | undefined;
  /** Up to and including this instant. */
  readonly at: Instant;
  readonly by?: LedgerTime;
}

/**
 * Rebuilds an account's balances as they were at any past instant, from the postings alone: no stored balance is read.
 * Ledger accounts without a movement by then are not there.
 */
export async function balancesAt(
  tx: Tx,
  { accountId, code, at, by = "recorded" }: BalancesWanted,
): Promise<BalanceAt[]> {
  const rows = await tx.$queryRaw<(Omit<BalanceAt, "balanceNanos"> & { balance: string })[]>`
    SELECT l.id AS "ledgerAccountId", l.code, l.reference, l.currency, count(DISTINCT j.id)::int AS journals,
           sum(CASE WHEN l.normal = 'debit' THEN p.amount ELSE -p.amount END)::text AS balance
      FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id JOIN ledger_account l ON l.id = p.ledger_account_id
     WHERE j.account_id = ${accountId}::uuid AND l.account_id = j.account_id AND ${timeColumn(by)} <= ${at}::timestamptz
       ${code === undefined ? Prisma.empty : Prisma.sql`AND l.code = ${code}`}
     GROUP BY l.id ORDER BY l.code, l.id`;
  return rows.map(({ balance, ...row }) => ({ ...row, balanceNanos: BigInt(balance) }));
}

/** One line of a trial balance; balances in the direction in which the account grows. Nanos. */
export interface TrialBalanceLine {
  readonly currency: string;
  readonly code: string;
  readonly normal: "debit" | "credit";
  readonly openingNanos: bigint;
  readonly debitNanos: bigint;
  readonly creditNanos: bigint;
  readonly closingNanos: bigint;
}

/** Both sides of a currency; each pair is equal on healthy books. Nanos. */
export interface TrialBalanceSums {
  readonly currency: string;
  /** What moved in the period. */
  readonly debitNanos: bigint;
  readonly creditNanos: bigint;
  /** What the accounts hold at its end: those with a debit balance, those with a credit balance. */
  readonly debitBalancesNanos: bigint;
  readonly creditBalancesNanos: bigint;
}

/** A trial balance: every account of the chart that has moved, and the sums that must be equal. */
export interface TrialBalance {
  readonly lines: readonly TrialBalanceLine[];
  readonly sums: readonly TrialBalanceSums[];
}

type Text<T> = { readonly [Key in keyof T]: T[Key] extends bigint ? string : T[Key] };

/**
 * The trial balance of a period by effective time. It starts from the latest closed month before the period, so that
 * its cost does not grow with history once months are closed.
 * @param from first instant of the period; what was before is the opening balance
 * @param to first instant behind the period
 */
export async function trialBalance(tx: Tx, from: Instant, to: Instant): Promise<TrialBalance> {
  const rows = await tx.$queryRaw<(Text<TrialBalanceLine> & { total: boolean } & Text<TrialBalanceSums>)[]>`
    WITH base AS (
      SELECT (max(month) + interval '1 month') AT TIME ZONE 'UTC' AS at FROM ledger_close
       WHERE (month + interval '1 month') AT TIME ZONE 'UTC' <= ${from}::timestamptz
    ), moved AS (
      SELECT c.currency, t->>'code' AS code, (t->>'debitNanos')::numeric - (t->>'creditNanos')::numeric AS opening,
             0::numeric AS debit, 0::numeric AS credit
        FROM base JOIN ledger_close c ON (c.month + interval '1 month') AT TIME ZONE 'UTC' <= base.at
       CROSS JOIN LATERAL jsonb_array_elements(c.totals) AS t
      UNION ALL
      SELECT p.currency, l.code, sum(p.amount) FILTER (WHERE j.effective_at < ${from}::timestamptz),
             sum(p.amount) FILTER (WHERE j.effective_at >= ${from}::timestamptz AND p.amount > 0),
             -sum(p.amount) FILTER (WHERE j.effective_at >= ${from}::timestamptz AND p.amount < 0)
        FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id JOIN ledger_account l ON l.id = p.ledger_account_id
       WHERE j.effective_at < ${to}::timestamptz AND j.effective_at >= coalesce((SELECT at FROM base), '-infinity')
       GROUP BY 1, 2
    ), lines AS (
      SELECT m.currency, m.code, (SELECT l.normal FROM ledger_account l WHERE l.code = m.code AND l.code <> '' LIMIT 1) AS normal,
             coalesce(sum(opening), 0) AS opening, coalesce(sum(debit), 0) AS debit, coalesce(sum(credit), 0) AS credit
        FROM moved m GROUP BY 1, 2
    )
    SELECT false AS total, currency, code, normal, debit::text AS "debitNanos", credit::text AS "creditNanos",
           (CASE normal WHEN 'debit' THEN opening ELSE -opening END)::text AS "openingNanos",
           (CASE normal WHEN 'debit' THEN opening + debit - credit ELSE credit - debit - opening END)::text AS "closingNanos",
           '0' AS "debitBalancesNanos", '0' AS "creditBalancesNanos"
      FROM lines
    UNION ALL
    SELECT true, currency, '', 'debit', sum(debit)::text, sum(credit)::text, '0', '0',
           coalesce(sum(opening + debit - credit) FILTER (WHERE opening + debit - credit > 0), 0)::text,
           coalesce(-sum(opening + debit - credit) FILTER (WHERE opening + debit - credit < 0), 0)::text
      FROM lines GROUP BY currency
    ORDER BY currency, total, code`;
  return {
    lines: rows
      .filter((row) => !row.total)
      .map((row) => ({
        currency: row.currency,
        code: row.code,
        normal: row.normal,
        openingNanos: BigInt(row.openingNanos),
        debitNanos: BigInt(row.debitNanos),
        creditNanos: BigInt(row.creditNanos),
        closingNanos: BigInt(row.closingNanos),
      })),
    sums: rows
      .filter((row) => row.total)
      .map((row) => ({
        currency: row.currency,
        debitNanos: BigInt(row.debitNanos),
        creditNanos: BigInt(row.creditNanos),
        debitBalancesNanos: BigInt(row.debitBalancesNanos),
        creditBalancesNanos: BigInt(row.creditBalancesNanos),
      })),
  };
}

/** The beginning of all books. */
export const BEGINNING: Instant = "1970-01-01T00:00:00.000Z";
