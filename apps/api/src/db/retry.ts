import { setTimeout as sleep } from "node:timers/promises";

/** Serialisation failure and deadlock: the transaction did nothing and may run again. */
const RETRYABLE_SQLSTATES = new Set(["40001", "40P01"]);
const ATTEMPTS = 6;

/**
 * Whether an error says "run the whole transaction again", in either form Prisma reports: P2034 from its own queries,
 * or P2010 from raw ones with the SQLSTATE inside the adapter's error.
 */
export function isRetryable(error: unknown): boolean {
  if (error === null || typeof error !== "object") return false;
  const { code, meta, cause } = error as { code?: unknown; meta?: unknown; cause?: unknown };
  if (code === "P2034" || (typeof code === "string" && RETRYABLE_SQLSTATES.has(code))) return true;
  return sqlStatesIn(meta, 0) || (cause !== undefined && cause !== error && isRetryable(cause));
}

function sqlStatesIn(value: unknown, depth: number): boolean {
  if (depth > 4 || value === null || typeof value !== "object") return false;
  return Object.values(value).some((each) =>
    typeof each === "string" ? RETRYABLE_SQLSTATES.has(each) : sqlStatesIn(each, depth + 1),
  );
}

/**
 * Runs a whole transaction again after a serialisation failure or deadlock, with growing jittered pauses. The callback
 * must have no effect outside its transaction.
 */
export async function withRetry<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
      await sleep(2 ** attempt * (2 + Math.random() * 4));
    }
  }
}
