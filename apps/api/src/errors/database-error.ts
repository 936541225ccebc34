import type { ProblemCode } from "@tenure/core/contract";

/** What Prisma's codes mean to a caller; every other one is a fault of ours. */
const CODE_OF_PRISMA: Readonly<Record<string, ProblemCode>> = {
  P2025: "not_found",
  P2002: "conflict",
  // Serialisation conflict that outlived its retries.
  P2034: "conflict",
  // The database is away, refuses connections, or gave none in time.
  P1001: "unavailable",
  P1002: "unavailable",
  P1008: "unavailable",
  P1017: "unavailable",
  P2024: "unavailable",
  P2028: "unavailable",
};

/** SQLSTATEs inside raw queries: lock not available, statement cancelled, shutting down, too many connections. */
const UNAVAILABLE_SQLSTATES = new Set(["55P03", "57014", "57P01", "57P03", "53300"]);

/** The plain driver's own: SQLSTATEs of a lost connection, a server that starts or stops, and what the network says. */
const AWAY = /^(08\w{3}|57P0\d|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
/** It has no code for a connection that broke under a query. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** The problem behind a database error, or null when it is not one a caller can do anything about. */
export function databaseProblemCode(error: unknown): ProblemCode | null {
  if (error === null || typeof error !== "object") return null;
  if (error instanceof Error && BROKEN.test(error.message)) return "unavailable";
  if (!("code" in error)) return null;
  const { code } = error;
  if (typeof code !== "string") return null;
  if (code === "P2010") return mentionsUnavailable(error, 0) ? "unavailable" : null;
  if (AWAY.test(code) || UNAVAILABLE_SQLSTATES.has(code)) return "unavailable";
  return CODE_OF_PRISMA[code] ?? null;
}

function mentionsUnavailable(value: unknown, depth: number): boolean {
  if (depth > 5 || value === null || typeof value !== "object") return false;
  return Object.values(value).some((each: unknown) =>
    typeof each === "string" ? UNAVAILABLE_SQLSTATES.has(each) : mentionsUnavailable(each, depth + 1),
  );
}
