import { StartError } from "../env.ts";

/** What PostgreSQL and the network say when a database cannot be used, in a sentence that says what to do. */
const SENTENCES: Readonly<Record<string, (where: string) => string>> = {
  ECONNREFUSED: (where) => `No PostgreSQL answers at ${where}: start it, or correct DATABASE_URL.`,
  ENOTFOUND: (where) => `The host of ${where} is unknown: correct DATABASE_URL.`,
  EAI_AGAIN: (where) =>
    `The host of ${where} cannot be looked up: correct DATABASE_URL, or check the network.`,
  ETIMEDOUT: (where) => `${where} does not answer in time: check the network and DATABASE_URL.`,
  ECONNRESET: (where) => `${where} closed the connection: check that DATABASE_URL leads to PostgreSQL.`,
  "28P01": (where) => `PostgreSQL at ${where} refuses the password: correct DATABASE_URL.`,
  "28000": (where) =>
    `PostgreSQL at ${where} refuses this login: correct DATABASE_URL, or allow it in pg_hba.conf.`,
  "3D000": (where) => `There is no database at ${where}: create it, or correct DATABASE_URL.`,
  "42501": (where) =>
    `The login for ${where} lacks a right: DATABASE_OWNER_URL's must own the schema, and DATABASE_URL's must be granted the role tenure_app.`,
  "57P03": (where) => `PostgreSQL at ${where} is still starting: try again in a moment.`,
  "53300": (where) =>
    `PostgreSQL at ${where} has no connection left: raise max_connections, or run fewer processes.`,
};

/** Host, port and database of a connection string, never its password. */
function placeOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  return `${url.hostname}:${url.port === "" ? "5432" : url.port}${url.pathname}`;
}

/** Turns a database failure during the start into one sentence; anything else stays what it is. */
export function inStartWords(error: unknown, databaseUrl: string): unknown {
  if (error instanceof StartError) return error;
  for (const code of codesIn(error, 0)) {
    const sentence = SENTENCES[code];
    if (sentence !== undefined) return new StartError(sentence(placeOf(databaseUrl)), { cause: error });
  }
  if (error instanceof Error && /timeout|timed out/i.test(error.message))
    return new StartError(
      `${placeOf(databaseUrl)} does not answer in time: check the network and DATABASE_URL.`,
      {
        cause: error,
      },
    );
  return error;
}

/** Codes of an error, its causes and its parts, outermost first. */
function codesIn(error: unknown, depth: number): string[] {
  if (depth > 5 || error === null || typeof error !== "object") return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const parts: unknown[] = [
    ...("errors" in error && Array.isArray(error.errors) ? (error.errors as unknown[]) : []),
    ...("cause" in error ? [error.cause] : []),
  ];
  return [...own, ...parts.flatMap((part) => codesIn(part, depth + 1))];
}
