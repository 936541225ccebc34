import pg from "pg";
import { migrationNames } from "../db/migrate.ts";

/** How a database's migrations compare with those of this build. */
export interface SchemaState {
  /** In this build, not applied yet. */
  readonly pending: readonly string[];
  /** Applied by a newer build; this one does not know them. */
  readonly unknown: readonly string[];
}

/** Compares, as the owner: the application role may not read the migration table. */
export async function schemaState(ownerUrl: string): Promise<SchemaState> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const ours = migrationNames();
    const { rows: tables } = await client.query<{ present: boolean }>(
      "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present",
    );
    if (tables[0]?.present !== true) return { pending: ours, unknown: [] };
    const { rows } = await client.query<{ name: string }>(
      "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL",
    );
    const applied = new Set(rows.map((row) => row.name));
    return {
      pending: ours.filter((name) => !applied.has(name)),
      unknown: [...applied].filter((name) => !ours.includes(name)).sort(),
    };
  } finally {
    await client.end();
  }
}
