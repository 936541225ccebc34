import type { Acting } from "../command/command.ts";

/**
 * Something changed that a renewal in arrears may have waited for: a new card, another default card, a suspension that
 * was lifted. Part of the command that changed it; what is next the job decides.
 */
export async function wakeRenewal({ tx, outbox, context }: Acting): Promise<void> {
  if (context.accountId === null) return;
  const open = await tx.renewal.findFirst({
    where: { accountId: context.accountId, settledAt: null, state: "waiting" },
    select: { id: true },
  });
  if (open !== null)
    await outbox.enqueue(tx, "renewals.advance", { renewalId: open.id }, { singletonKey: open.id });
}
