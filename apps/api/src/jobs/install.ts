import pg from "pg";
import { PgBoss } from "pg-boss";
import { JOB_NAMES } from "./outbox.ts";
import { EXPIRE_SECONDS, HEARTBEAT_SECONDS, PARKED, QUEUE_SCHEMA, QUEUE_SETTINGS } from "./queues.ts";

const DAY_SECONDS = 86_400;

/**
 * Creates or updates the queue's tables and every queue, as the owner, and lets the application role use them. Part of
 * the migration: at run time the queue never changes a schema. Does nothing new when run again.
 */
export async function installQueues(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: QUEUE_SCHEMA,
    application_name: "tenure-migrate",
    max: 1,
    supervise: false,
    schedule: false,
  });
  let background: Error | null = null;
  boss.on("error", (error) => {
    background = error;
  });
  await boss.start();
  try {
    const parked = {
      // A parked job waits for a person, not for a deadline.
      retentionSeconds: 3650 * DAY_SECONDS,
      deleteAfterSeconds: 90 * DAY_SECONDS,
      retryLimit: 0,
    };
    await boss.createQueue(PARKED, parked);
    for (const name of JOB_NAMES) {
      const { retryLimit, retryDelaySeconds, retryDelayMaxSeconds, parks, keepSeconds, expireSeconds } =
        QUEUE_SETTINGS[name];
      const settings = {
        retryLimit,
        retryDelay: retryDelaySeconds,
        retryDelayMax: retryDelayMaxSeconds,
        retryBackoff: true,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        expireInSeconds: expireSeconds ?? EXPIRE_SECONDS,
        retentionSeconds: 365 * DAY_SECONDS,
        deleteAfterSeconds: keepSeconds,
        ...(parks ? { deadLetter: PARKED } : {}),
        notify: true,
      };
      // "short": while a job with a key waits, another with that key is not added.
      await boss.createQueue(name, { ...settings, policy: "short" });
      await boss.updateQueue(name, settings);
    }
  } finally {
    await boss.stop({ graceful: false, close: true });
  }
  if (background !== null) throw background;
  await grantToApplication(ownerUrl);
}

/**
 * And an index for what the queue asks every other second and has none for: which of the jobs that run have no worker any
 * more.
 */
async function grantToApplication(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "tenure-migrate" });
  await client.connect();
  try {
    await client.query(`GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO tenure_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO tenure_app;
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO tenure_app;
      CREATE INDEX IF NOT EXISTS tenure_job_active ON ${QUEUE_SCHEMA}.job_common (name) WHERE state = 'active'`);
  } finally {
    await client.end();
  }
}
