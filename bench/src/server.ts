import { startPostgres } from "@tenure/sandbox/postgres";
import pg from "pg";
import { postmasterPid } from "./proc.ts";

/** Settings that decide whether a commit that was answered is on the disk, and what the server may use. */
const SHOWN = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "wal_level",
  "shared_buffers",
  "max_connections",
  "max_wal_size",
] as const;

/** The one PostgreSQL of a run; every case uses it. */
export interface Server {
  readonly pid: number;
  readonly settings: Readonly<Record<string, string>>;
  url(database: string): string;
  /** Runs SQL as the owner. */
  sql<Row extends pg.QueryResultRow>(database: string, text: string, values?: unknown[]): Promise<Row[]>;
  createDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL with its default settings.
 * @param withStatements loads pg_stat_statements, for a profile
 * @throws Error when its commits would not be durable
 */
export async function startServer(withStatements: boolean): Promise<Server> {
  const postgres = await startPostgres(
    withStatements
      ? { flags: ["-c", "shared_preload_libraries=pg_stat_statements", "-c", "pg_stat_statements.track=all"] }
      : {},
  );
  const url = (database: string) => postgres.url(database);
  const sql: Server["sql"] = async <Row extends pg.QueryResultRow>(
    database: string,
    text: string,
    values?: unknown[],
  ) => {
    const client = new pg.Client({ connectionString: url(database) });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const settings: Record<string, string> = {};
  for (const name of SHOWN) {
    const [row] = await sql<Record<string, string>>("postgres", `SHOW ${name}`);
    settings[name] = row?.[name] ?? "unknown";
  }
  for (const durable of ["fsync", "synchronous_commit", "full_page_writes"])
    if (settings[durable] !== "on") {
      await postgres.stop();
      throw new Error(`${durable} is ${settings[durable]}: nothing measured so would be worth a figure`);
    }
  return {
    pid: postmasterPid(postgres.dir),
    settings,
    url,
    sql,
    async createDatabase(name) {
      await sql("postgres", `CREATE DATABASE ${name}`);
    },
    stop: () => postgres.stop(),
  };
}
