import type { Instant } from "@tenure/core/time";
import type { Tx } from "./database.ts";

/**
 * The database clock, with the account's offset in the sandbox. The only source of "now" for rules and rows; read
 * after locks are held, because what was decided while waiting would be decided on a stale instant.
 */
export async function readClock(tx: Tx, accountId: string | null): Promise<Instant> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT tenure_now(${accountId}::uuid) AS now`;
  if (row === undefined) throw new Error("the database clock did not answer");
  return row.now.toISOString();
}
