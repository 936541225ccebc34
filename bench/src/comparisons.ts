import { readFileSync } from "node:fs";
import type { Server } from "./server.ts";

/** Rows per unit of scale, as pgbench has them. */
const PGBENCH_ACCOUNTS = 100_000;

/** The table that the raw inserts go into: columns, types, checks and keys of usage_event, and nothing else. */
export const createRawTable = (server: Server, database: string): Promise<unknown> =>
  server.sql(database, "CREATE TABLE bench_event (LIKE usage_event INCLUDING ALL)");

/** pgbench's tables at a scale, filled as `pgbench -i` does. @returns how many accounts there are */
export async function createPgbench(server: Server, database: string, scale: number): Promise<number> {
  await server.createDatabase(database);
  const accounts = scale * PGBENCH_ACCOUNTS;
  await server.sql(
    database,
    `CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
     CREATE TABLE pgbench_accounts (aid int NOT NULL, bid int, abalance int, filler char(84)) WITH (fillfactor = 100);
     INSERT INTO pgbench_accounts SELECT aid, (aid - 1) / ${PGBENCH_ACCOUNTS} + 1, 0, '' FROM generate_series(1, ${accounts}) AS aid;
     ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid)`,
  );
  await server.sql(database, "VACUUM (ANALYZE)");
  return accounts;
}

/** pgledger from its own files, with so many accounts that may hold any balance. */
export async function createPgledger(
  server: Server,
  database: string,
  files: readonly string[],
  accounts: number,
): Promise<void> {
  await server.createDatabase(database);
  for (const file of files) await server.sql(database, readFileSync(file, "utf8"));
  await server.sql(
    database,
    "SELECT pgledger_create_account('bench ' || n, 'USD') FROM generate_series(1, $1::int) AS n",
    [accounts],
  );
  await server.sql(database, "ANALYZE");
}
