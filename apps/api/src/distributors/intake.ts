import { distributorNotificationSchema } from "@tenure/core/distributors";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Services } from "../runtime/services.ts";
import { secretsOf } from "./secrets.ts";
import { isSigned } from "./signature.ts";

/** What became of a notification at the door. */
export type Taken =
  | { readonly outcome: "taken"; readonly duplicate: boolean }
  /** Not the distributor's, too old, or from the future. Nothing was written. */
  | { readonly outcome: "unsigned" }
  /** The distributor's, and not readable; `problem` says what. Nothing was written. */
  | { readonly outcome: "unreadable"; readonly problem: string };

/**
 * Takes a distributor's notification in: verified over its raw bytes, stored and queued in one transaction, before it
 * is acknowledged. One that was seen before changes nothing, whatever it says this time.
 */
export async function takeDistributorNotification(
  { db, env, outbox, probe }: Pick<Services, "db" | "env" | "outbox" | "probe">,
  distributor: string,
  body: Buffer,
  signature: string,
): Promise<Taken> {
  const { now, secrets } = await db.within(PLATFORM, async (tx) => {
    const now = await readClock(tx, null);
    return { now, secrets: await secretsOf(tx, env.secret, distributor, now) };
  });
  if (!isSigned(signature, body, secrets, Date.parse(now))) return { outcome: "unsigned" };
  const read = distributorNotificationSchema.safeParse(jsonOf(body));
  if (!read.success) {
    const [issue] = read.error.issues;
    return { outcome: "unreadable", problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
  }
  const { event } = read.data;
  const duplicate = await db.within(PLATFORM, async (tx) => {
    const id = newId();
    const { count } = await tx.distributorEvent.createMany({
      data: {
        id,
        distributorName: distributor,
        eventId: event.id,
        type: event.type,
        purchaseId: event.original_transaction_id,
        occurredAt: new Date(event.event_timestamp_ms),
        payload: event,
        receivedAt: new Date(await readClock(tx, null)),
      },
      skipDuplicates: true,
    });
    if (count === 1) await outbox.enqueue(tx, "distributors.apply_event", { distributorEventId: id });
    await probe.reach("distributors.take_notification:before_commit");
    return count === 0;
  });
  return { outcome: "taken", duplicate };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
