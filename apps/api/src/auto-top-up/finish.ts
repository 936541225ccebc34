import type { Acting } from "../command/command.ts";

/**
 * The payment of an automatic order was recorded: it is no longer under way. Part of the command that recorded it. What
 * is still low after it, because of debt, is looked at again at once.
 */
export async function finishAutoTopUp({ tx, now, outbox }: Acting, orderId: string): Promise<void> {
  const row = await tx.autoTopUp.findFirst({ where: { pendingOrderId: orderId } });
  if (row === null) return;
  await tx.autoTopUp.update({
    where: { accountId: row.accountId },
    data: { pendingOrderId: null, calledAt: null, updatedAt: new Date(now) },
  });
  if (row.state === "on")
    await outbox.enqueue(
      tx,
      "auto_top_up.run",
      { accountId: row.accountId },
      { singletonKey: row.accountId },
    );
}
