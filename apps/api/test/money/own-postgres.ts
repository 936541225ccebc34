import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Postgres, startPostgres } from "@tenure/sandbox/postgres";
import pg from "pg";
import { afterAll } from "vitest";
import { type Database, openDatabase } from "../../src/db/database.ts";
import { migrate } from "../../src/db/migrate.ts";
import type { TestDatabase } from "../support/database.ts";

/** A PostgreSQL of its own, with the durability that PostgreSQL ships with: what it acknowledged must survive. */
export interface OwnPostgres {
  readonly url: string;
  /** Ends it as a machine that loses its power, and starts it again on the same port. @returns ms without a database */
  killAndStart(): Promise<number>;
  /** Works with connections of their own that are given back at once: a killed server breaks whatever is open. */
  within<Result>(work: (database: TestDatabase) => Promise<Result>): Promise<Result>;
}

/** Starts one and migrates it; gone after the file. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "tenure-killed-"));
  let server: Postgres = await startPostgres({ dir: join(folder, "data") });
  const { dir, port } = server;
  const url = server.url("postgres");
  await migrate(url);
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(dir, { recursive: true, force: true });
  });
  return {
    url,
    async killAndStart() {
      const began = performance.now();
      const pid = Number(readFileSync(join(dir, "postmaster.pid"), "utf8").split("\n")[0]);
      // Immediate shutdown: every session is cut off, nothing is written, the next start recovers from the log.
      process.kill(pid, "SIGQUIT");
      while (isAlive(pid)) await sleep(5);
      server = await startPostgres({ dir, port });
      return performance.now() - began;
    },
    async within(work) {
      const db: Database = openDatabase(url);
      const owner = new pg.Pool({ connectionString: url, max: 2 });
      try {
        return await work({
          url,
          db,
          sql: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
            (await owner.query<Row>(text, values)).rows,
        });
      } finally {
        await db.close();
        await owner.end();
      }
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that nobody has waited for holds nothing any more.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
