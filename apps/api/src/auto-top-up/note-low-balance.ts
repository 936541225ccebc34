import { type BalanceFacts, isLow } from "@tenure/core/auto-top-up";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import type { Outbox } from "../jobs/outbox.ts";
import type { AutoTopUpRow } from "./row.ts";
import { readAutoTopUp } from "./row.ts";

/**
 * The threshold to hold a balance against; null where nothing is to be bought now. For callers that read the row
 * themselves, in one statement with the wallet.
 */
export const thresholdOf = (
  row: Pick<AutoTopUpRow, "state" | "thresholdNanos" | "pendingOrderId" | "quietUntil"> | null,
  now: Instant,
): bigint | null =>
  row === null ||
  row.state !== "on" ||
  row.pendingOrderId !== null ||
  (row.quietUntil !== null && row.quietUntil.toISOString() > now)
    ? null
    : row.thresholdNanos;

/**
 * After usage, in its transaction: asks for an automatic top-up where the balance fell below the owner's threshold. One
 * read by primary key; the job decides, so that asking in vain costs nothing but the job.
 */
export async function noteLowBalance(
  tx: Tx,
  outbox: Outbox,
  accountId: string,
  balance: BalanceFacts,
  now: Instant,
): Promise<void> {
  if (isLow(balance, thresholdOf(await readAutoTopUp(tx, accountId), now)))
    await outbox.enqueue(tx, "auto_top_up.run", { accountId }, { singletonKey: accountId });
}
