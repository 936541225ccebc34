import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { openTestAccount } from "../support/account.ts";
import { freshDatabase } from "../support/database.ts";

const database = await freshDatabase();
const pool = new pg.Pool({ connectionString: database.url, options: "-c role=tenure_app", max: 1 });
afterAll(() => pool.end());

/** SQLSTATE of insufficient privilege. */
const DENIED = "42501";

const outcome = async (sql: string, values: unknown[] = []): Promise<string | number> => {
  try {
    return (await pool.query(sql, values)).rowCount ?? 0;
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? "none") : String(error);
  }
};

// By hand, not from the migration: what was recorded stays (design.md, "Database roles"; reliability.md, invariant 2).
const APPEND_ONLY = [
  "account_closing",
  "account_measure",
  "audit_link",
  "audit_row",
  "command_record",
  "consent",
  "decision",
  "ledger_account",
  "ledger_close",
  "ledger_journal",
  "ledger_posting",
  "model_price",
  "plan_price",
  "price_import",
  "published_key",
  "usage_event",
  "wallet_day",
];
const NEVER_VANISHING = [
  "account",
  "api_key",
  "credit_lot",
  "data_export",
  "distributor",
  "distributor_event",
  "distributor_product",
  "distributor_secret",
  "holder_period",
  "member",
  "notice",
  "operator_alert",
  '"order"',
  "payment",
  "plan",
  "price_change",
  "price_change_notice",
  "provider_event",
  "refund",
  "refund_leg",
  "staff",
  "subject",
  "subscription",
  "term",
  "usage_hold",
];

const columnOf = async (table: string) => {
  const [row] = await database.sql<{ column: string }>(
    `SELECT quote_ident(attname) AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attnum LIMIT 1`,
    [table],
  );
  return row?.column ?? "";
};

describe("the application role", () => {
  it.each(APPEND_ONLY)("cannot update, delete or truncate %s", async (table) => {
    const column = await columnOf(table);
    expect(await outcome(`UPDATE ${table} SET ${column} = ${column}`)).toBe(DENIED);
    expect(await outcome(`DELETE FROM ${table}`)).toBe(DENIED);
    expect(await outcome(`TRUNCATE ${table}`)).toBe(DENIED);
  });

  it.each(NEVER_VANISHING)("cannot delete or truncate %s", async (table) => {
    expect(await outcome(`DELETE FROM ${table}`)).toBe(DENIED);
    expect(await outcome(`TRUNCATE ${table}`)).toBe(DENIED);
  });

  it("may delete only where rows are no record: a new table has to say so", async () => {
    // Logins belong to the identity library, billing details to their account or go with a person who is erased, the bytes
    // of an export expire. A new table is neither: its migration takes the right to delete away.
    const deletable = [
      "auth_credential",
      "auth_passkey",
      "auth_rate_limit",
      "auth_session",
      "auth_two_factor",
      "auth_user",
      "auth_verification",
      "billing_details",
      "data_export_chunk",
      "former_billing_details",
      "reconciliation_line",
    ];
    const rows = await database.sql<{ name: string }>(
      `SELECT relname AS name FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND has_table_privilege('tenure_app', oid, 'DELETE')
        ORDER BY relname COLLATE "C"`,
    );
    expect(rows.map((row) => row.name)).toEqual(deletable);
  });

  it("cannot truncate any table, drop one, change its schema or lift row security", {
    tags: ["deep"],
  }, async () => {
    const tables = await database.sql<{ name: string }>(
      "SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    expect(tables.length).toBeGreaterThan(35);
    for (const { name } of tables) expect([name, await outcome(`TRUNCATE ${name}`)]).toEqual([name, DENIED]);
    expect(await outcome("DROP TABLE consent")).toBe(DENIED);
    expect(await outcome("ALTER TABLE consent DISABLE ROW LEVEL SECURITY")).toBe(DENIED);
    expect(await outcome("ALTER TABLE ledger_posting DISABLE TRIGGER ALL")).toBe(DENIED);
    expect(await outcome("SELECT * FROM _prisma_migrations")).toBe(DENIED);
  });

  it("is no superuser, passes no row security and owns nothing", async () => {
    const [role] = await database.sql<{ rolsuper: boolean; rolbypassrls: boolean; owns: string }>(
      `SELECT rolsuper, rolbypassrls, (SELECT count(*) FROM pg_class WHERE relowner = r.oid)::text AS owns
         FROM pg_roles r WHERE rolname = 'tenure_app'`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, owns: "0" });
  });
});

describe("row security", () => {
  it("covers every table that belongs to an account", async () => {
    // Exempt, with the reason: alerts are the platform's own, about an account.
    const exempt = ["operator_alert"];
    const open = await database.sql<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id'
        JOIN pg_type t ON t.oid = a.atttypid AND t.typname = 'uuid'
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity`,
    );
    expect(open.map((row) => row.name).filter((name) => !exempt.includes(name))).toEqual([]);
  });

  it("shows a hand-written query the rows of its own account only, and writes into no other", async () => {
    const ada = await openTestAccount(database);
    const bo = await openTestAccount(database);
    const inScope = async (accountId: string, sql: string, values: unknown[] = []) => {
      await pool.query("BEGIN");
      await pool.query(
        "SELECT set_config('tenure.scope', 'account', true), set_config('tenure.account_id', $1, true)",
        [accountId],
      );
      try {
        return (await pool.query(sql, values)).rows as Record<string, unknown>[];
      } finally {
        await pool.query("ROLLBACK");
      }
    };
    expect(await inScope(ada.accountId, "SELECT id FROM account")).toEqual([{ id: ada.accountId }]);
    expect(await inScope(ada.accountId, "SELECT account_id FROM member")).toEqual([
      { account_id: ada.accountId },
    ]);
    expect(
      await inScope(ada.accountId, "SELECT * FROM member WHERE account_id = $1", [bo.accountId]),
    ).toEqual([]);
    expect(
      await inScope(ada.accountId, "UPDATE account SET name = 'mine' WHERE id = $1 RETURNING id", [
        bo.accountId,
      ]),
    ).toEqual([]);
    await expect(
      inScope(ada.accountId, "INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'owner')", [
        bo.accountId,
        ada.loginId,
      ]),
    ).rejects.toMatchObject({ code: DENIED });
  });

  it("shows nothing at all to a transaction that says for whom it works not", async () => {
    await openTestAccount(database);
    expect(await outcome("SELECT * FROM account")).toBe(0);
    expect(await outcome("SELECT * FROM member")).toBe(0);
  });
});
