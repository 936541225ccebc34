import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";

/** How long a file may be under way before it is given up; the job's own retries are over long before. */
const GIVEN_UP = "4 hours";
const PER_RUN = 50;

/**
 * Job `data_exports.sweep`: deletes the bytes of files whose time is over, by each account's own clock, and gives up
 * those that never came to an end. A second run finds nothing more to do.
 */
export async function sweepDataExports({ db }: Pick<Services, "db">): Promise<void> {
  await db.within(PLATFORM, async (tx) => {
    const over = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM data_export
       WHERE (state = 'ready' AND expires_at <= tenure_now(account_id))
          OR (state = 'preparing' AND created_at < tenure_now(account_id) - ${GIVEN_UP}::interval)
       ORDER BY id LIMIT ${PER_RUN} FOR UPDATE SKIP LOCKED`;
    const ids = over.map(({ id }) => id);
    await tx.dataExportChunk.deleteMany({ where: { exportId: { in: ids } } });
    await tx.$executeRaw`
      UPDATE data_export SET state = CASE state WHEN 'ready' THEN 'expired' ELSE 'failed' END,
             link_hash = NULL, link_until = NULL WHERE id = ANY(${ids}::uuid[])`;
  });
}
