import { startPostgres } from "@tenure/sandbox/postgres";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../src/db/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of the run's PostgreSQL, database `postgres`. */
    postgresUrl: string;
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
  return () => postgres.stop();
}
