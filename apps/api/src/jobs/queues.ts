import type { JobName } from "./outbox.ts";

/** Schema of the queue's own tables. */
export const QUEUE_SCHEMA = "pgboss";

/** Where a job goes that failed for good: kept, listed, alerted, and put back by a person. */
export const PARKED = "parked";

/** How a queue treats failure. Retries wait longer each time, from `retryDelaySeconds` up to `retryDelayMaxSeconds`. */
interface QueueSettings {
  readonly retryLimit: number;
  readonly retryDelaySeconds: number;
  readonly retryDelayMaxSeconds: number;
}

/** About ten minutes of retries: long enough for a restart of whatever was away, short enough that a person hears. */
const USUAL: QueueSettings = { retryLimit: 12, retryDelaySeconds: 1, retryDelayMaxSeconds: 120 };

/** About a day: mail servers and payment providers are sometimes away that long, and nothing is lost by waiting. */
const PATIENT: QueueSettings = { retryLimit: 40, retryDelaySeconds: 1, retryDelayMaxSeconds: 2400 };

/** A schedule that failed runs again with its next tick; retrying for long would only pile up. */
const SCHEDULED: QueueSettings = { retryLimit: 2, retryDelaySeconds: 1, retryDelayMaxSeconds: 5 };

/** Settings of every queue. */
export const QUEUE_SETTINGS: Readonly<Record<JobName, QueueSettings>> = {
  "notices.send": PATIENT,
  "orders.open_checkout": USUAL,
  "orders.expire": SCHEDULED,
  "payments.apply_event": USUAL,
  "refunds.advance": PATIENT,
  "refunds.reconcile": SCHEDULED,
  "usage.expire_holds": SCHEDULED,
};

/**
 * A worker proves every few seconds that it still lives; after this long without, its jobs run elsewhere. Ten is the
 * least the queue accepts; measured, a killed worker's job runs again after about eleven seconds.
 */
export const HEARTBEAT_SECONDS = 10;

/** The longest a job may run; every handler's own time limits lie far below. */
export const EXPIRE_SECONDS = 120;
