import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { type Database, openDatabase } from "../../src/db/database.ts";

/** A database of a test file. */
export interface TestDatabase {
  /** Connection string as the owner; the product's pool puts itself into the application role. */
  readonly url: string;
  readonly db: Database;
  /** SQL as the owner: for looking and for arranging what no door offers, never for what is under test. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** A database of its own, copied from the migrated template; gone after the file. */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `t_${crypto.randomUUID().replaceAll("-", "")}`;
  const postgresUrl = inject("postgresUrl");
  const admin = new pg.Client({ connectionString: postgresUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template_tenure STRATEGY file_copy`);
  const url = Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href;
  const db = openDatabase(url);
  const owner = new pg.Pool({ connectionString: url, max: 2 });
  afterAll(async () => {
    await db.close();
    await owner.end();
    await untilUnused(admin, name);
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  });
  return {
    url,
    db,
    sql: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await owner.query<Row>(text, values)).rows,
  };
}

/** Pools close their sockets after they say so; a connection cut off by DROP … FORCE meanwhile is an uncaught error. */
async function untilUnused(admin: pg.Client, database: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { rows } = await admin.query("SELECT 1 FROM pg_stat_activity WHERE datname = $1", [database]);
    if (rows.length === 0) return;
    await sleep(20);
  }
}
