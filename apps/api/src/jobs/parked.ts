import type { PgBoss } from "pg-boss";
import { type Database, PLATFORM } from "../db/database.ts";
import { PARKED } from "./queues.ts";

/** A job that failed for good and waits for a person. */
export interface ParkedJob {
  readonly id: string;
  readonly job: string;
  readonly payload: unknown;
  /** What the last attempt said. */
  readonly problem: string;
  readonly attempts: number;
  readonly parkedAt: Date;
}

/** Parked jobs, oldest first. */
export const listParkedJobs = (db: Database, limit = 200): Promise<ParkedJob[]> =>
  db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<ParkedJob[]>`
      SELECT id::text, source_name AS job, data AS payload, source_retry_count + 1 AS attempts, created_on AS "parkedAt",
             coalesce(source_output->>'message', source_output->'value'->>'message', source_output::text, '') AS problem
        FROM pgboss.job WHERE name = ${PARKED} AND state = 'created' ORDER BY created_on, id LIMIT ${limit}`,
  );

/**
 * Opens an alert for every parked job that has none, and resolves those whose job has been put back or removed. The
 * alert's key is the job, so any number of workers may do this at once.
 * @returns how many alerts were opened
 */
export const alertParkedJobs = (db: Database): Promise<number> =>
  db.within(PLATFORM, async (tx) => {
    const opened = await tx.$executeRaw`
      INSERT INTO operator_alert (kind, reference, detail, dedupe_key)
      SELECT 'job_parked', source_name,
             jsonb_build_object('jobId', id, 'job', source_name, 'payload', data,
               'problem', left(coalesce(source_output->>'message', source_output->'value'->>'message', source_output::text, ''), 500)),
             'job_parked:' || id
        FROM pgboss.job j WHERE name = ${PARKED} AND state = 'created'
         AND NOT EXISTS (SELECT 1 FROM operator_alert a WHERE a.dedupe_key = 'job_parked:' || j.id)
      ON CONFLICT (dedupe_key) DO NOTHING`;
    await tx.$executeRaw`
      UPDATE operator_alert a SET resolved_at = clock_timestamp()
       WHERE kind = 'job_parked' AND resolved_at IS NULL AND NOT EXISTS (
         SELECT 1 FROM pgboss.job j WHERE j.name = ${PARKED} AND j.state = 'created' AND 'job_parked:' || j.id = a.dedupe_key)`;
    return opened;
  });

/** Puts parked jobs back into their queues, after their cause was mended. @returns how many went */
export const unparkJobs = (boss: PgBoss, ids?: readonly string[]): Promise<number> =>
  boss.redrive(PARKED, ids === undefined ? {} : { ids: [...ids] });
