import { type Database, PLATFORM } from "../db/database.ts";
import { JOB_NAMES } from "./outbox.ts";

/** How many jobs of a kind wait, run, or failed for good in the last days. */
export interface QueueCount {
  readonly job: string;
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
}

/** The queues in numbers, counted now. */
export async function queueCounts(db: Database): Promise<QueueCount[]> {
  const rows = await db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<QueueCount[]>`
      SELECT name AS job, (count(*) FILTER (WHERE state IN ('created', 'retry')))::int AS waiting,
             (count(*) FILTER (WHERE state = 'active'))::int AS running,
             (count(*) FILTER (WHERE state = 'failed'))::int AS failed
        FROM pgboss.job WHERE name = ANY(${[...JOB_NAMES]}) GROUP BY name`,
  );
  return JOB_NAMES.map(
    (job) => rows.find((row) => row.job === job) ?? { job, waiting: 0, running: 0, failed: 0 },
  );
}
