import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { runTenure } from "./api-process.ts";
import type { Server } from "./server.ts";

/** Every account's one lot: a million dollars, so that no case ends in debt. */
const LOT_NANOS = 1_000_000_000_000_000n;
/** As many keys as an account may have: a key's own rate limit is not what is measured. */
const HOT_KEYS = 20;

/** Accounts with credits and the keys that reach them. */
export interface Seeded {
  /** One key for each account. */
  readonly spreadKeys: readonly string[];
  /** All the keys of one more account. */
  readonly hotKeys: readonly string[];
}

/** Imports the bench's price list and opens accounts, each with a key and a gift of credits. */
export async function seedAccounts(server: Server, database: string, accounts: number): Promise<Seeded> {
  await runTenure(server.url(database), "prices", "import", join(import.meta.dirname, "../price-list.json"));
  const spreadKeys = Array.from({ length: accounts }, newKey);
  const hotKeys = Array.from({ length: HOT_KEYS }, newKey);
  await openAccounts(server, database, [...spreadKeys.map((key) => [key]), hotKeys]);
  return { spreadKeys, hotKeys };
}

/** A fresh key of a sandbox account. */
export const newKey = (): string => `tnr_test_${randomBytes(32).toString("base64url")}`;

/**
 * Opens one account per list of keys, as the owner of the database: what creating an account, a key and a gift writes.
 * @param daysAgo when they were opened
 * @returns ids of the accounts, in order
 */
export async function openAccounts(
  server: Server,
  database: string,
  keys: readonly (readonly string[])[],
  daysAgo = 0,
): Promise<readonly string[]> {
  const rows = await server.sql<{ account_id: string }>(
    database,
    `WITH fresh AS MATERIALIZED (
       SELECT position, uuidv7() AS account_id, uuidv7() AS subject_id, uuidv7() AS holder_id, uuidv7() AS lot_id,
              uuidv7() AS ledger_id, uuidv7() AS journal_id FROM generate_series(1, $1::int) AS position),
     accounts AS (INSERT INTO account (id, name, currency, time_zone, livemode)
       SELECT account_id, 'Bench ' || position, 'USD', 'UTC', false FROM fresh),
     subjects AS (INSERT INTO subject (id, kind, display_name)
       SELECT subject_id, 'company', 'Bench ' || position FROM fresh),
     holders AS (INSERT INTO holder_period (id, account_id, subject_id, started_at)
       SELECT holder_id, account_id, subject_id, now() FROM fresh),
     keys AS (INSERT INTO api_key (account_id, holder_period_id, name, prefix, key_hash, scopes, expires_at)
       SELECT account_id, holder_id, 'bench', left(key, 13), encode(sha256(convert_to(key, 'UTF8')), 'hex'),
              '{usage:write,usage:read,wallet:read,refunds:read}', now() + interval '30 days'
         FROM jsonb_to_recordset($2) AS given (position int, key text) JOIN fresh USING (position)),
     ledgers AS (INSERT INTO ledger_account (id, code, account_id, reference, currency, normal, balance)
       SELECT ledger_id, 'wallet.lot', account_id, lot_id::text, 'USD', 'credit', 0 FROM fresh),
     lots AS (INSERT INTO credit_lot (id, account_id, holder_period_id, ledger_account_id, kind, currency, granted_nanos,
                                      reason, opened_at)
       SELECT lot_id, account_id, holder_id, ledger_id, 'gift', 'USD', $3, 'bench', now() - $4 * interval '1 day' FROM fresh)
     SELECT account_id, lot_id, ledger_id FROM fresh ORDER BY position`,
    [
      keys.length,
      JSON.stringify(keys.flatMap((each, at) => each.map((key) => ({ position: at + 1, key })))),
      LOT_NANOS,
      daysAgo,
    ],
  );
  await server.sql(
    database,
    `WITH platform AS (INSERT INTO ledger_account (code, currency, normal) VALUES ('expense.gifts', 'USD', 'debit')
                       ON CONFLICT DO NOTHING) SELECT`,
  );
  // The movement that fills a lot, in one statement for all: the ledger's triggers keep the balances.
  await server.sql(
    database,
    `WITH moved AS MATERIALIZED (
       SELECT l.account_id, l.ledger_account_id, l.opened_at, uuidv7() AS journal_id FROM credit_lot l
         JOIN ledger_account a ON a.id = l.ledger_account_id WHERE l.reason = 'bench' AND a.balance = 0),
     journals AS (INSERT INTO ledger_journal (id, kind, account_id, effective_at, recorded_at)
       SELECT journal_id, 'gift.granted', account_id, opened_at, opened_at FROM moved)
     INSERT INTO ledger_posting (journal_id, position, ledger_account_id, account_id, amount, currency)
       SELECT journal_id, 0, (SELECT id FROM ledger_account WHERE code = 'expense.gifts' AND currency = 'USD'), NULL,
              $1::numeric, 'USD' FROM moved
       UNION ALL SELECT journal_id, 1, ledger_account_id, account_id, -$1::numeric, 'USD' FROM moved`,
    [LOT_NANOS],
  );
  await server.sql(database, "ANALYZE");
  return rows.map((row) => row.account_id);
}
