import type { Probe } from "../command/probe.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Outbox } from "../jobs/outbox.ts";
import type { ArrivedNotification, PaymentProvider, ProviderNotification } from "./provider.ts";

/** What taking in stands on. */
export interface IntakeServices {
  readonly db: Database;
  readonly outbox: Outbox;
  readonly probe: Probe;
}

/**
 * Takes a notification in: verified, stored, queued, in one transaction, before it is acknowledged. What it means is
 * worked out by the job payments.apply_event. A notification that was seen before changes nothing.
 * @throws NotificationRefused on a signature that is missing, wrong, old or from the future; nothing is written
 */
export async function takeNotification(
  services: IntakeServices,
  provider: PaymentProvider,
  arrived: ArrivedNotification,
): Promise<{ readonly duplicate: boolean }> {
  return keepNotification(services, provider, provider.verifyNotification(arrived));
}

/** Stores and queues a notification that is known to be the provider's. */
export async function keepNotification(
  { db, outbox, probe }: IntakeServices,
  provider: PaymentProvider,
  notification: ProviderNotification,
): Promise<{ readonly duplicate: boolean }> {
  const duplicate = await db.within(PLATFORM, async (tx) => {
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
    await probe.reach("payments.take_notification:before_commit");
    return count === 0;
  });
  await probe.reach("payments.take_notification:after_commit");
  return { duplicate };
}
