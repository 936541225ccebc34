import type { ProblemCode } from "@tenure/core/contract";

/** What Prisma's codes mean to a caller; every other one is a fault of ours. */
const CODE_OF_PRISMA: Readonly<Record<string, ProblemCode>> = {
  P2025: "not_found",
  P2002: "conflict",
  // Serialisation conflict that outlived its retries.
  P2034: "conflict",
  // The database is away or refuses connections.
  P1001: "unavailable",
  P1002: "unavailable",
  P1008: "unavailable",
  P1017: "unavailable",
  // It gave no connection in time, or a transaction did not end in its time.
  P2024: "busy",
  P2028: "busy",
};

/** SQLSTATEs of a database that has too much to do: lock not available, statement cancelled, too many connections. */
const BUSY = new Set(["55P03", "57014", "53300"]);

/** Of a lost connection, a server that starts or stops, and what the network says. */
const AWAY = /^(08\w{3}|57P0\d|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
/** The plain driver has no code for a connection that broke under a query, nor for a pool that is used up. */
const BROKEN = /^(Connection terminated|Client has encountered a connection error)/;
const USED_UP = /^timeout exceeded when trying to connect/;

/** Prisma's words for whatever it has no code for, of raw queries and of its own: the SQLSTATE is inside. */
const SQL_INSIDE = new Set(["P2010", "P2039"]);

/** How many errors inside one another are looked at. */
const DEEPEST = 3;

/** The problem behind a database error, or null when it is not one a caller can do anything about. */
export function databaseProblemCode(error: unknown): ProblemCode | null {
  for (let each = error, depth = 0; depth < DEEPEST; depth += 1) {
    if (each === null || typeof each !== "object") return null;
    const { code, message, meta, cause } = each as Record<string, unknown>;
    const known =
      (typeof message === "string" ? codeOfMessage(message) : null) ??
      (typeof code !== "string" ? null : SQL_INSIDE.has(code) ? sqlProblemIn(meta, 0) : codeOf(code));
    if (known !== null) return known;
    // The driver's own error has what the database said as its cause.
    each = cause;
  }
  return null;
}

const codeOfMessage = (message: string): ProblemCode | null =>
  BROKEN.test(message) ? "unavailable" : USED_UP.test(message) ? "busy" : null;

const codeOf = (code: string): ProblemCode | null => ofSqlState(code) ?? CODE_OF_PRISMA[code] ?? null;

const ofSqlState = (code: string): "busy" | "unavailable" | null =>
  BUSY.has(code) ? "busy" : AWAY.test(code) ? "unavailable" : null;

/** As deep inside as the adapter puts it. */
function sqlProblemIn(value: unknown, depth: number): "busy" | "unavailable" | null {
  if (depth > 5 || value === null || typeof value !== "object") return null;
  for (const each of Object.values(value)) {
    const known = typeof each === "string" ? ofSqlState(each) : sqlProblemIn(each, depth + 1);
    if (known !== null) return known;
  }
  return null;
}
