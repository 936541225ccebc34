import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";

/** Endpoints that a run gets to work on; those left over are found by the next. */
const PER_SWEEP = 500;

/**
 * Job `webhook_endpoints.sweep`: finds endpoints with something due and lets it be sent. Events are written by the
 * database, which puts no jobs into the queue; this is what brings them on their way, within seconds.
 */
export async function sweepWebhooks({ db, outbox }: Pick<Services, "db" | "outbox">): Promise<void> {
  await db.within(PLATFORM, async (tx) => {
    const due = await tx.$queryRaw<{ id: string }[]>`
      SELECT w.id FROM webhook_endpoint w
       WHERE w.state = 'enabled' AND EXISTS (
         SELECT 1 FROM webhook_delivery d
          WHERE d.endpoint_id = w.id AND d.state = 'pending' AND d.due_at <= tenure_now())
       LIMIT ${PER_SWEEP}`;
    await outbox.enqueueAll(
      tx,
      "webhook_endpoints.deliver",
      due.map(({ id }) => ({ singletonKey: id, payload: { endpointId: id } })),
    );
  });
}
