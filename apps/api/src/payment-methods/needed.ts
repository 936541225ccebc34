import type { Acting } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { runningSubscription } from "../subscriptions/running.ts";

/** Whether the account has a plan that will be charged again: neither cancelled nor given by somebody else. */
export async function planRenews(tx: Tx, accountId: string): Promise<boolean> {
  const running = await runningSubscription(tx, accountId);
  return running !== null && !running.gift && (running.state === "active" || running.state === "past_due");
}

/** Whether a card is the only one that a running plan could be charged to. */
export async function isNeeded(
  { tx, context }: Pick<Acting, "tx" | "context">,
  holderPeriodId: string,
  paymentMethodId: string,
): Promise<boolean> {
  const others = await tx.paymentMethod.count({
    where: { holderPeriodId, endedAt: null, id: { not: paymentMethodId } },
  });
  return others === 0 && (await planRenews(tx, context.accountId ?? ""));
}
