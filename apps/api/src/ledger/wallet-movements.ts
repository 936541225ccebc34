import type { LocalDate } from "@tenure/core/statements";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/** One movement of an account's wallet that is not usage. */
export interface WalletMovement {
  readonly journalId: string;
  readonly kind: string;
  readonly recordedAt: Instant;
  readonly decisionId: string | null;
  /** By how much the wallet (credits less debt) changed. Nanos. */
  readonly amountNanos: bigint;
}

/** An account's wallet over a period of local days, usage left to the roll-ups. */
export interface WalletMovements {
  /** What the wallet was worth before the period, and after it. Nanos. */
  readonly openingNanos: bigint;
  readonly closingNanos: bigint;
  /** What usage took in the period, less what corrections gave back. Negative or zero, as a rule. Nanos. */
  readonly usageNanos: bigint;
  /** Everything else, in the order of recording: opening + usage + these = closing. */
  readonly movements: readonly WalletMovement[];
}

/**
 * What moved an account's wallet from one local day to another, both included, by the days of `wallet_day`: a day holds
 * what was recorded from its first movement on, also where the account's time zone changed.
 */
export async function walletMovements(
  tx: Tx,
  accountId: string,
  from: LocalDate,
  to: LocalDate,
): Promise<WalletMovements> {
  const [worth] = await tx.$queryRaw<{ opening: string; closing: string; usage: string }[]>`
    SELECT coalesce((SELECT closing_nanos FROM wallet_day WHERE account_id = ${accountId}::uuid AND day < ${from}::date
                      ORDER BY day DESC LIMIT 1), 0)::text AS opening,
           coalesce((SELECT closing_nanos FROM wallet_day WHERE account_id = ${accountId}::uuid AND day <= ${to}::date
                      ORDER BY day DESC LIMIT 1), 0)::text AS closing,
           coalesce((SELECT sum(usage_nanos) FROM wallet_day
                      WHERE account_id = ${accountId}::uuid AND day BETWEEN ${from}::date AND ${to}::date), 0)::text AS usage`;
  const rows = await tx.$queryRaw<
    { id: string; kind: string; recordedAt: string; decisionId: string | null; amount: string }[]
  >`
    SELECT j.id, j.kind, tenure_iso(j.recorded_at) AS "recordedAt", j.decision_id AS "decisionId", (-sum(p.amount))::text AS amount
      FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id
      JOIN ledger_account l ON l.id = p.ledger_account_id AND l.code IN ('wallet.lot', 'wallet.debt')
     WHERE j.account_id = ${accountId}::uuid AND j.kind NOT LIKE 'usage.%'
       AND j.recorded_at >= (SELECT min(starts_at) FROM wallet_day WHERE account_id = ${accountId}::uuid AND day >= ${from}::date)
       AND j.recorded_at < coalesce((SELECT min(starts_at) FROM wallet_day WHERE account_id = ${accountId}::uuid AND day > ${to}::date), 'infinity')
     GROUP BY j.id HAVING sum(p.amount) <> 0 ORDER BY j.recorded_at, j.id`;
  return {
    openingNanos: BigInt(worth?.opening ?? 0),
    closingNanos: BigInt(worth?.closing ?? 0),
    usageNanos: BigInt(worth?.usage ?? 0),
    movements: rows.map(({ id, amount, ...row }) => ({ journalId: id, ...row, amountNanos: BigInt(amount) })),
  };
}
