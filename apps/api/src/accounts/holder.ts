import type { Tx } from "../db/database.ts";

/** The holder period that is open now: to whom new orders, consents and keys belong. */
export async function currentHolderPeriod(
  tx: Tx,
  accountId: string,
): Promise<{ readonly id: string; readonly stripeCustomerId: string | null }> {
  return tx.holderPeriod.findFirstOrThrow({
    where: { accountId, endedAt: null },
    select: { id: true, stripeCustomerId: true },
  });
}
