import {
  delayAfterAttempt,
  HOLDS_BACK_ATTEMPTS,
  isDead,
  retryAfterSeconds,
  signWebhook,
  type WebhookObject,
  webhookPayload,
} from "@tenure/core/webhooks";
import { readClock } from "../db/clock.ts";
import { PLATFORM, type Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Services } from "../runtime/services.ts";
import { secretsOf } from "./secrets.ts";
import { type SendOutcome, sendWebhook, SEND_TIMEOUT_MS, type WebhookRequest } from "./send.ts";
import { stopEndpoint } from "./stop.ts";

/** How many requests to one endpoint are under way at once. */
const AT_ONCE = 10;
/** After so long a run hands over to the next, so that one endpoint with much waiting does not keep a worker. */
const RUN_MS = 30_000;
/** A delivery that was taken is due again after this: longer than a request can take, so that only a dead worker's are. */
const LEASE_MS = 4 * SEND_TIMEOUT_MS;

/** A delivery that this worker took. */
interface Taken {
  readonly id: string;
  readonly attempts: number;
  readonly eventId: string;
  readonly accountId: string;
  readonly type: string;
  readonly object: WebhookObject;
  readonly objectId: string;
  readonly sequence: number;
  readonly occurredAt: Date;
}

/** What the sending stands on; a test may send otherwise. */
export type DeliverServices = Pick<Services, "db" | "runner" | "vault" | "env">;
export type Send = (request: WebhookRequest) => Promise<SendOutcome>;

/**
 * Job `webhook_endpoints.deliver`: sends what is due to an endpoint, in the order of each object. It may run at several
 * workers at once; each takes deliveries of its own.
 */
export async function deliverWebhooks(
  services: DeliverServices,
  { endpointId }: { readonly endpointId: string },
  send: Send = sendWebhook,
): Promise<void> {
  const until = performance.now() + RUN_MS;
  while (performance.now() < until) {
    const taken = await take(services, endpointId);
    if (taken.length === 0) return;
    await Promise.all(taken.map((each) => deliver(services, endpointId, each, send)));
  }
}

/** Takes what is due and has no earlier event of its object before it that is still being tried. */
const take = ({ db }: DeliverServices, endpointId: string): Promise<Taken[]> =>
  db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<Taken[]>`
      WITH due AS (
        SELECT d.id FROM webhook_delivery d
          JOIN webhook_endpoint w ON w.id = d.endpoint_id AND w.state = 'enabled'
          JOIN webhook_event e ON e.id = d.event_id
         WHERE d.endpoint_id = ${endpointId}::uuid AND d.state = 'pending' AND d.due_at <= tenure_now()
           AND NOT EXISTS (
             SELECT 1 FROM webhook_event earlier JOIN webhook_delivery before ON before.event_id = earlier.id
              WHERE earlier.object = e.object AND earlier.object_id = e.object_id AND earlier.sequence < e.sequence
                AND before.endpoint_id = d.endpoint_id AND before.state = 'pending'
                AND before.attempts < ${HOLDS_BACK_ATTEMPTS})
         ORDER BY d.due_at, d.id LIMIT ${AT_ONCE} FOR UPDATE OF d SKIP LOCKED)
      UPDATE webhook_delivery d SET attempts = d.attempts + 1,
             due_at = tenure_now() + ${LEASE_MS} * interval '1 millisecond'
        FROM due, webhook_event e WHERE d.id = due.id AND e.id = d.event_id
      RETURNING d.id, d.attempts, e.id AS "eventId", e.account_id AS "accountId", e.type, e.object,
                e.object_id AS "objectId", e.sequence, e.occurred_at AS "occurredAt"`,
  );

async function deliver(
  services: DeliverServices,
  endpointId: string,
  taken: Taken,
  send: Send,
): Promise<void> {
  const { db, vault, env } = services;
  const { url, secrets, at } = await db.within(PLATFORM, async (tx) => {
    const now = new Date(await readClock(tx, null));
    const endpoint = await tx.webhookEndpoint.findUniqueOrThrow({
      where: { id: endpointId },
      select: { url: true },
    });
    return { url: endpoint.url, secrets: await secretsOf(tx, vault, endpointId, now), at: now };
  });
  const event = { ...taken, id: taken.eventId, occurredAt: taken.occurredAt.toISOString() };
  const body = JSON.stringify(webhookPayload(event, env.publicUrl));
  const headers = { ...signWebhook(taken.eventId, Math.floor(at.getTime() / 1000), body, secrets) };
  const outcome = await send({ url, body, headers, allowLocal: env.webhooksToLocal });
  const stopped = await db.within(PLATFORM, (tx) => settle(tx, endpointId, { taken, outcome, at }));
  if (stopped !== null)
    await stopEndpoint(services, { accountId: taken.accountId, endpointId, because: stopped });
}

interface Settled {
  readonly taken: Taken;
  readonly outcome: SendOutcome;
  readonly at: Date;
}

/** Writes down what came of it. @returns why the endpoint is to be stopped, null where it is not */
async function settle(
  tx: Tx,
  endpointId: string,
  { taken, outcome, at }: Settled,
): Promise<"gone" | "failing" | null> {
  const now = new Date(await readClock(tx, null));
  const { status, problem, response, durationMs } = outcome;
  await tx.webhookAttempt.createMany({
    data: {
      id: newId(),
      accountId: taken.accountId,
      deliveryId: taken.id,
      attemptedAt: at,
      durationMs,
      status,
      problem,
      response,
    },
  });
  const retryAfter =
    status === 429 || status === 503 ? retryAfterSeconds(outcome.retryAfter, now.getTime()) : null;
  const delay = outcome.accepted ? null : delayAfterAttempt(taken.attempts, retryAfter);
  await tx.webhookDelivery.updateMany({
    // Only as it was taken: whoever came after a lease that ran out, or a person, has the last word.
    where: { id: taken.id, state: "pending", attempts: taken.attempts },
    data: outcome.accepted
      ? { state: "delivered", settledAt: now }
      : delay === null
        ? { state: "failed", settledAt: now }
        : { dueAt: new Date(now.getTime() + delay * 1000) },
  });
  if (outcome.accepted) {
    await tx.webhookEndpoint.updateMany({
      where: { id: endpointId, failingSince: { not: null } },
      data: { failingSince: null },
    });
    return null;
  }
  await tx.webhookEndpoint.updateMany({
    where: { id: endpointId, failingSince: null },
    data: { failingSince: now },
  });
  if (status === 410) return "gone";
  const { failingSince } = await tx.webhookEndpoint.findUniqueOrThrow({
    where: { id: endpointId },
    select: { failingSince: true },
  });
  return failingSince !== null && isDead(failingSince.getTime(), now.getTime()) ? "failing" : null;
}
