import { type Database, PLATFORM } from "../db/database.ts";
import { JOB_NAMES } from "./outbox.ts";
import { QUEUE_SETTINGS } from "./queues.ts";

const SCHEDULED = JOB_NAMES.filter((name) => !QUEUE_SETTINGS[name].parks);

/**
 * Keeps one alert per schedule open for as long as its latest run failed for good. A failed beat is not parked, since
 * the next one does its work; but a person hears when they keep failing.
 */
export const alertFailingSchedules = (db: Database): Promise<void> =>
  db.within(PLATFORM, async (tx) => {
    await tx.$executeRaw`
      WITH latest AS (
        SELECT DISTINCT ON (name) name, state::text AS state, output FROM pgboss.job
         WHERE name = ANY(${SCHEDULED}) AND state IN ('completed', 'failed') ORDER BY name, completed_on DESC
      ), resolved AS (
        UPDATE operator_alert a SET resolved_at = clock_timestamp() FROM latest
         WHERE a.dedupe_key = 'schedule_failing:' || latest.name AND latest.state = 'completed' AND a.resolved_at IS NULL
      )
      INSERT INTO operator_alert (kind, reference, detail, dedupe_key)
      SELECT 'schedule_failing', name, jsonb_build_object('problem', left(coalesce(output->>'message', output::text, ''), 500)),
             'schedule_failing:' || name
        FROM latest WHERE state = 'failed'
      ON CONFLICT (dedupe_key) DO UPDATE SET resolved_at = NULL, opened_at = clock_timestamp(), detail = excluded.detail
        WHERE operator_alert.resolved_at IS NOT NULL`;
  });
