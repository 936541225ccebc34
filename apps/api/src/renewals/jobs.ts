import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";

/** Renewals that one run of the sweep brings to work; the next beat goes on. */
const PER_SWEEP = 500;

const advanceOf = ({ id }: { readonly id: string }) => ({ singletonKey: id, payload: { renewalId: id } });

/** Handler of `renewals.fan_out`: a job per renewal of a batch. What was charged meanwhile, its own job sees. */
export async function fanOutRenewals(
  { db, outbox }: Pick<Services, "db" | "outbox">,
  { batchId }: { readonly batchId: string },
): Promise<void> {
  await db.within(PLATFORM, async (tx) => {
    const rows = await tx.renewal.findMany({
      where: { batchId, settledAt: null },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    await outbox.enqueueAll(tx, "renewals.advance", rows.map(advanceOf));
  });
}

/**
 * Handler of `renewals.sweep`: finds renewals that somebody has to look at now, by each account's own clock: the next
 * try, the end of the grace, or one whose job was lost. Walks open renewals only.
 */
export async function sweepRenewals({ db, outbox }: Pick<Services, "db" | "outbox">): Promise<void> {
  await db.within(PLATFORM, async (tx) => {
    const due = await tx.$queryRaw<{ id: string }[]>`
      (SELECT id FROM renewal WHERE next_at <= statement_timestamp() ORDER BY next_at LIMIT ${PER_SWEEP})
      UNION
      (SELECT r.id FROM account a JOIN renewal r ON r.account_id = a.id
        WHERE a.clock_offset_ms > 0 AND r.settled_at IS NULL
          AND r.next_at <= statement_timestamp() + a.clock_offset_ms * interval '1 millisecond'
        LIMIT ${PER_SWEEP})`;
    await outbox.enqueueAll(tx, "renewals.advance", due.map(advanceOf));
  });
}
