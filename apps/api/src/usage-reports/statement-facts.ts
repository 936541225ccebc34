import type { LocalDate, StatementFacts } from "@tenure/core/statements";
import { z } from "zod";
import type { Tx } from "../db/database.ts";

/** Movements listed at most in one statement; a period with more is asked for in parts. */
export const MAX_MOVEMENTS = 5_000;

const nanos = z.string().transform((text) => BigInt(text));
const instant = z.string().transform((text) => new Date(text).toISOString());

/** The one row of the query below. */
const rowSchema = z.object({
  before: nanos.nullable(),
  /** First movement after the period; null where the period reaches the present. */
  next_starts_at: instant.nullable(),
  ledger: nanos,
  days: z.array(
    z.object({ day: z.string(), opening: nanos, usage: nanos, closing: nanos, starts_at: instant }),
  ),
  movements: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      at: instant,
      amount: nanos,
      reference: z.string().nullable(),
    }),
  ),
});

/**
 * What a statement from one local day to another, both inside, is made from. Days know opening, usage and closing;
 * movements are read one by one; and where the period reaches the present, the closing balance is the ledger's own.
 *
 * One statement, so one view of the books: what is recorded meanwhile is in all of them or in none. It reads the
 * period's days and movements; usage is in neither one by one, so nothing grows with it.
 */
export async function statementFacts(
  tx: Tx,
  accountId: string,
  from: LocalDate,
  to: LocalDate,
): Promise<StatementFacts> {
  const [found] = await tx.$queryRaw<unknown[]>`
    WITH days AS MATERIALIZED (
      SELECT day, opening_nanos, usage_nanos, closing_nanos, starts_at FROM wallet_day
       WHERE account_id = ${accountId}::uuid AND day BETWEEN ${from}::date AND ${to}::date),
    following AS MATERIALIZED (
      SELECT starts_at FROM wallet_day WHERE account_id = ${accountId}::uuid AND day > ${to}::date ORDER BY day LIMIT 1),
    movements AS MATERIALIZED (
      SELECT j.id, j.kind, j.recorded_at, -moved.amount AS amount, named.reference
        FROM ledger_journal j
        CROSS JOIN LATERAL (
          SELECT sum(p.amount) AS amount, min(l.reference) AS lot FROM ledger_posting p
            JOIN ledger_account l ON l.id = p.ledger_account_id
           WHERE p.journal_id = j.id AND p.account_id = ${accountId}::uuid
             AND l.code IN ('wallet.lot', 'wallet.debt')) AS moved
        LEFT JOIN LATERAL (
          SELECT coalesce(o.number, c.reason) AS reference FROM credit_lot c LEFT JOIN "order" o ON o.id = c.order_id
           WHERE c.account_id = ${accountId}::uuid AND c.id::text = moved.lot) AS named ON true
       WHERE j.account_id = ${accountId}::uuid AND j.kind NOT LIKE 'usage.%' AND moved.amount <> 0
         AND j.recorded_at >= (SELECT min(starts_at) FROM days)
         AND j.recorded_at < coalesce((SELECT starts_at FROM following), 'infinity')
       ORDER BY j.recorded_at, j.id LIMIT ${MAX_MOVEMENTS + 1})
    SELECT (SELECT closing_nanos::text FROM wallet_day
             WHERE account_id = ${accountId}::uuid AND day < ${from}::date ORDER BY day DESC LIMIT 1) AS before,
           (SELECT tenure_iso(starts_at) FROM following) AS next_starts_at,
           (SELECT coalesce(sum(CASE WHEN normal = 'credit' THEN balance ELSE -balance END), 0)::text FROM ledger_account
             WHERE account_id = ${accountId}::uuid AND code IN ('wallet.lot', 'wallet.debt')) AS ledger,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('day', day, 'opening', opening_nanos::text,
                     'usage', usage_nanos::text, 'closing', closing_nanos::text, 'starts_at', tenure_iso(starts_at))
                     ORDER BY day), '[]') FROM days) AS days,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'at', tenure_iso(recorded_at),
                     'amount', amount::text, 'reference', reference) ORDER BY recorded_at, id), '[]')
              FROM movements) AS movements`;
  const row = rowSchema.parse(found);
  const openingNanos = row.before ?? 0n;
  return {
    openingNanos,
    closingNanos: row.next_starts_at === null ? row.ledger : (row.days.at(-1)?.closing ?? openingNanos),
    days: row.days.map((each) => ({
      day: each.day,
      openingNanos: each.opening,
      usageNanos: each.usage,
      closingNanos: each.closing,
      startsAt: each.starts_at,
    })),
    movements: row.movements.map((each) => ({
      journalId: each.id,
      kind: each.kind,
      at: each.at,
      amountNanos: each.amount,
      reference: each.reference,
    })),
  };
}
