import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { dataDir } from "./product.ts";

/**
 * Changes something directly in the sandbox's database, as its superuser: only for what no door of the product does
 * yet. Every use says why.
 */
export async function inDatabase(sql: string, values: readonly unknown[]): Promise<void> {
  const client = new pg.Client({ host: "127.0.0.1", port: port(), user: "postgres", database: "tenure" });
  await client.connect();
  try {
    const { rowCount } = await client.query(sql, [...values]);
    if (rowCount === 0) throw new Error(`nothing was changed by: ${sql}`);
  } finally {
    await client.end();
  }
}

/** The server writes its port into the fourth line. */
function port(): number {
  const line = readFileSync(join(dataDir(), "postgres", "postmaster.pid"), "utf8").split("\n")[3];
  return Number(line);
}

/** Moves an account's own clock to an instant, as a sandbox account's may be; no door of the product does it yet. */
export const moveClockTo = (accountId: string, instantMs: number): Promise<void> =>
  inDatabase(
    "UPDATE account SET clock_offset_ms = $2 - extract(epoch FROM clock_timestamp()) * 1000 WHERE id = $1",
    [accountId, instantMs],
  );
