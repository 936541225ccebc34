import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";

/** Nothing that waits is sent to an endpoint that ended. */
export async function cancelPending(tx: Tx, endpointIds: readonly string[]): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { endpointId: { in: [...endpointIds] }, state: "pending" },
    data: { state: "canceled", settledAt: new Date(await readClock(tx, null)) },
  });
}
