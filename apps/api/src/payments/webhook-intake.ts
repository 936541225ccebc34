import type { Database } from "../db/database.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Outbox } from "../jobs/outbox.ts";
import type { PaymentProvider } from "./provider.ts";

/**
 * Takes a notification in: verified, stored, queued, in one transaction, before it is acknowledged. What it means is
 * worked out by the job payments.apply_event. A notification that was seen before changes nothing.
 * @throws NotificationRefused on a signature that is wrong, old or from the future; nothing is written
 */
export async function takeNotification(
  db: Database,
  outbox: Outbox,
  provider: PaymentProvider,
  rawBody: Buffer,
  signature: string,
): Promise<{ readonly duplicate: boolean }> {
  const notification = provider.verifyNotification(rawBody, signature);
  return db.within(PLATFORM, async (tx) => {
    const id = newId();
    const { count } = await tx.providerEvent.createMany({
      data: {
        id,
        provider: provider.name,
        eventId: notification.eventId,
        type: notification.type,
        objectId: notification.objectId,
        payload: notification.payload,
      },
      skipDuplicates: true,
    });
    if (count === 1) await outbox.enqueue(tx, "payments.apply_event", { providerEventId: id });
    return { duplicate: count === 0 };
  });
}
