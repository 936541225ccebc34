import { startPostgres } from "@tenure/sandbox/postgres";
import pg from "pg";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../src/db/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of the run's PostgreSQL, database `postgres`. */
    postgresUrl: string;
    /** Folder of the run for the programs that tests start; where their dependencies are found. */
    programsDir: string;
  }
}

/** One PostgreSQL for the run, with a migrated template that every test file copies. Durability is not under test. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres({
    flags: ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"].flatMap(
      (setting) => ["-c", setting],
    ),
  });
  const admin = new pg.Client({ connectionString: postgres.url("postgres") });
  await admin.connect();
  await admin.query("CREATE DATABASE template_tenure");
  await admin.end();
  await migrate(postgres.url("template_tenure"));
  project.provide("postgresUrl", postgres.url("postgres"));
  const cache = join(import.meta.dirname, "../node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const programsDir = mkdtempSync(join(cache, "programs-"));
  project.provide("programsDir", programsDir);
  return async () => {
    rmSync(programsDir, { recursive: true, force: true });
    await postgres.stop();
  };
}
