import { setTimeout as sleep } from "node:timers/promises";
import { fromPrisma, PgBoss } from "pg-boss";
import { neverDeaf } from "../db/never-deaf.ts";
import type { Outbox } from "./outbox.ts";
import { QUEUE_SCHEMA } from "./queues.ts";

/** Where a process says what went wrong in the background; pino's logger fits. */
export interface JobLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** How a process uses the queue. */
export interface QueueOptions {
  /** A worker also watches over the queue: dead workers, schedules. A process that only enqueues does not. */
  readonly role: "worker" | "sender";
  readonly log: JobLog;
  /** Connections this process may hold for the queue itself. */
  readonly connections?: number;
}

/**
 * Connects to the queue as the application role. `close` is `boss.stop()`.
 * @throws Error when the schema was not installed (src/jobs/install.ts, part of the migration)
 */
export async function openQueue(url: string, { role, log, connections }: QueueOptions): Promise<PgBoss> {
  const worker = role === "worker";
  neverDeaf();
  const boss = new PgBoss({
    connectionString: url,
    schema: QUEUE_SCHEMA,
    application_name: "tenure-jobs",
    options: "-c role=tenure_app",
    max: connections ?? (worker ? 5 : 2),
    migrate: false,
    createSchema: false,
    supervise: worker,
    schedule: worker,
    useListenNotify: worker,
    // Only the owner of an index may rebuild it; the application role is not.
    reindex: false,
    monitorVacuum: false,
    // Every other second: by default a dead worker would be noticed after a minute; each look counts all jobs, though.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    clockMonitorIntervalSeconds: 600,
    cronMonitorIntervalSeconds: 30,
  });
  boss.on("error", (error) => log.error({ err: error }, "the job queue reported an error"));
  boss.on("warning", (warning) => log.warn({ warning }, "the job queue reported a warning"));
  await boss.start();
  return boss;
}

/** How often an enqueue looks again for a job that was there and just left. */
const ATTEMPTS = 50;

/**
 * The job $1 that waits under the key $2, in the words of the index that keeps it single: in others, each look would read
 * every job of the last days.
 */
const WAITS_UNDER_KEY =
  "name = $1 AND coalesce(singleton_key, '') = $2 AND state = 'created' AND policy = 'short'";

/** The outbox on the queue's own tables: what is enqueued commits or vanishes with the transaction. */
export function createOutbox(boss: PgBoss): Outbox {
  const enqueueIn: Outbox["enqueueIn"] = async (
    db,
    name,
    payload,
    { startAfterSeconds, singletonKey } = {},
  ) => {
    const options = { db, ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }) };
    if (singletonKey === undefined) {
      // A key of its own, or the queue would take it for a double of every other job without one.
      await boss.send(name, payload, { ...options, singletonKey: crypto.randomUUID() });
      return;
    }
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if ((await boss.send(name, payload, { ...options, singletonKey })) !== null) return;
      // One waits already. Hold it until this transaction commits: were it to run now, it would not see this
      // change, and nothing would run afterwards.
      const { rows: held } = await db.executeSql(
        `SELECT 1 FROM pgboss.job WHERE ${WAITS_UNDER_KEY}
            AND start_after <= now() + make_interval(secs => $3::double precision) FOR SHARE`,
        [name, singletonKey, startAfterSeconds ?? 0],
      );
      if (held.length > 0) return;
      const { rows: moved } = await db.executeSql(
        `UPDATE pgboss.job SET start_after = now() + make_interval(secs => $3::double precision)
          WHERE ${WAITS_UNDER_KEY} RETURNING 1`,
        [name, singletonKey, startAfterSeconds ?? 0],
      );
      if (moved.length > 0) return;
      await sleep(5);
    }
    throw new Error(`job ${name} with key ${singletonKey} could not be enqueued`);
  };
  return {
    enqueueIn,
    enqueue: (tx, name, payload, options) => enqueueIn(fromPrisma(tx), name, payload, options),
    async enqueueAll(tx, name, jobs) {
      if (jobs.length === 0) return;
      await boss.insert(
        name,
        jobs.map(({ singletonKey, payload }) => ({ singletonKey, data: payload })),
        { db: fromPrisma(tx) },
      );
    },
  };
}
