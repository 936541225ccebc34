import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Database, openDatabase } from "../db/database.ts";
import { type GivenEnv, readEnv } from "../env.ts";
import { readPolicies } from "../policy-versions/in-force.ts";
import { CommandFailure } from "./failure.ts";

/** Where the sandbox keeps its database below the data folder, and what it is called. */
export const SANDBOX_DATABASE = { folder: "postgres", name: "tenure" } as const;

/** Folder of the sandbox's database. */
export const sandboxDatabaseDir = ({ dataDir }: Pick<GivenEnv, "dataDir">): string =>
  join(dataDir, SANDBOX_DATABASE.folder);

/** A database to work on from the command line. */
export interface OpenedDatabase {
  readonly url: string;
  readonly db: Database;
}

/**
 * Runs a command on the product's database: that of DATABASE_URL, else the sandbox's, running or started for as long
 * as the command takes.
 * @throws CommandFailure when there is none
 */
export async function withDatabase<T>(work: (opened: OpenedDatabase) => Promise<T>): Promise<T> {
  const env = readEnv();
  if (env.databaseUrl !== null) return onUrl(env.databaseUrl, work);
  if (!existsSync(env.dataDir))
    throw new CommandFailure("There is no sandbox here yet: start Tenure once, or set DATABASE_URL.");
  // Only here: a production image carries neither the simulators nor their PostgreSQL.
  const { SandboxError, startPostgres } = await import("@tenure/sandbox/postgres");
  const postgres = await startPostgres({ dir: sandboxDatabaseDir(env) }).catch((error: unknown) => {
    throw error instanceof SandboxError ? new CommandFailure(error.message) : error;
  });
  try {
    return await onUrl(postgres.url(SANDBOX_DATABASE.name), work);
  } finally {
    await postgres.stop();
  }
}

async function onUrl<T>(url: string, work: (opened: OpenedDatabase) => Promise<T>): Promise<T> {
  const db = openDatabase(url, { connections: 3 });
  try {
    await readPolicies(db);
    return await work({ url, db });
  } catch (error) {
    throw readable(error) ?? error;
  } finally {
    await db.close();
  }
}

/** Puts the usual mishaps with a database into one sentence; null when it is something else. */
function readable(error: unknown): CommandFailure | null {
  const text = String(error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : error);
  if (/ECONNREFUSED|ENOTFOUND|ETIMEDOUT|Can't reach database|P1001/.test(text))
    return new CommandFailure("The database does not answer: check DATABASE_URL and that PostgreSQL runs.");
  if (/password authentication failed|P1000/.test(text))
    return new CommandFailure("The database refused the login in DATABASE_URL.");
  if (/3D000|P1003|42P01|TableDoesNotExist|role "tenure_app" does not exist|P2021/.test(text))
    return new CommandFailure(
      "The database holds no Tenure yet: start Tenure once, or migrate, then try again.",
    );
  return null;
}
