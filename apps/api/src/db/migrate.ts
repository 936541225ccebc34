import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { installQueues } from "../jobs/install.ts";

const MIGRATIONS = join(import.meta.dirname, "../../prisma/migrations");
/** Advisory lock of the migrator: any constant will do, as long as every replica uses the same. */
const MIGRATION_LOCK = 7_364_021_117;

/**
 * Applies prisma/migrations in order, each in its own transaction, and installs the job queue, under one advisory lock,
 * so that several replicas may start together. Keeps the standard `_prisma_migrations` rows with SHA-256 checksums; `prisma migrate` agrees.
 *
 * @param ownerUrl a login that owns the schema
 * @returns the names of the migrations that were applied now
 * @throws Error when an applied migration's file was edited afterwards, or when a migration fails (nothing of it stays)
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "tenure-migrate" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
      logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`);
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL",
    );
    const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
    const now: string[] = [];
    for (const name of migrationNames()) {
      const sql = readFileSync(join(MIGRATIONS, name, "migration.sql"), "utf8");
      const checksum = createHash("sha256").update(sql).digest("hex");
      const before = applied.get(name);
      if (before !== undefined) {
        if (before !== checksum)
          throw new Error(`migration ${name} was edited after it was applied; add a new migration instead`);
        continue;
      }
      await applyOne(client, name, sql, checksum);
      now.push(name);
    }
    await installQueues(ownerUrl);
    return now;
  } finally {
    // Closing the session also gives the advisory lock back.
    await client.end();
  }
}

/** Names of the migrations of this build, in order. */
export const migrationNames = (): string[] =>
  readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name)
    .sort();

async function applyOne(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`migration ${name} failed and left nothing behind: ${String(error)}`, { cause: error });
  }
}
