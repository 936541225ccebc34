import type { Policy } from "@tenure/core/policy";
import { z } from "zod";
import type { Tx } from "../db/database.ts";

/** What became of the notices of a change, by the newest of each subscription. */
export const progressSchema = z.strictObject({
  queued: z.int(),
  accepted: z.int(),
  /** Accepted, but later than the renewal it named allows: the old price holds there once more. */
  late: z.int(),
  bounced: z.int(),
  /** Refused by the mail server, or nobody to write to. */
  failed: z.int(),
  /** Accepted by staying: paid at the new price. */
  staying: z.int(),
});

/** Counts them. */
export async function progressOf(
  tx: Tx,
  priceChangeId: string,
  policy: Policy,
): Promise<z.output<typeof progressSchema>> {
  const [row] = await tx.$queryRaw<z.output<typeof progressSchema>[]>`
    WITH newest AS (
      SELECT DISTINCT ON (c.subscription_id) c.notice_id, c.renewal_at, c.accepted_at, n.state, n.sent_at, n.bounced_at
        FROM price_change_notice c LEFT JOIN notice n ON n.id = c.notice_id
       WHERE c.price_change_id = ${priceChangeId}::uuid
       ORDER BY c.subscription_id, c.attempt DESC)
    SELECT count(*) FILTER (WHERE state = 'queued' AND bounced_at IS NULL)::int AS queued,
           count(*) FILTER (WHERE sent_at IS NOT NULL AND bounced_at IS NULL
             AND sent_at <= renewal_at - ${policy.subscriptions.priceChangeNoticeDays} * interval '24 hours')::int AS accepted,
           count(*) FILTER (WHERE sent_at IS NOT NULL AND bounced_at IS NULL
             AND sent_at > renewal_at - ${policy.subscriptions.priceChangeNoticeDays} * interval '24 hours')::int AS late,
           count(*) FILTER (WHERE bounced_at IS NOT NULL)::int AS bounced,
           count(*) FILTER (WHERE bounced_at IS NULL AND (notice_id IS NULL OR state = 'failed'))::int AS failed,
           count(*) FILTER (WHERE accepted_at IS NOT NULL)::int AS staying
      FROM newest`;
  return row ?? { queued: 0, accepted: 0, late: 0, bounced: 0, failed: 0, staying: 0 };
}
