import type { AnnouncedChange } from "@tenure/core/subscriptions";
import { type RunSql, sqlOf, type Statement } from "../db/batch.ts";
import type { Tx } from "../db/database.ts";

interface Row {
  subscription_id: string;
  id: string;
  state: string;
  applies_from: Date;
  plan_price_id: string;
  amount_nanos: bigint | string;
  included_usage_nanos: bigint | string;
  sent_at: Date | null;
  bounced_at: Date | null;
}

const ANNOUNCED: Statement = {
  name: "price-changes-announced",
  text: `
    SELECT t.subscription_id, c.id, c.state, c.applies_from, v.id AS plan_price_id, v.amount_nanos,
           v.included_usage_nanos, m.sent_at, m.bounced_at
      FROM unnest($1::uuid[]) AS wanted (id)
      -- What its holder paid for last; terms of a gift only move the renewal (R2.7).
      JOIN LATERAL (SELECT f.subscription_id, f.plan_price_id FROM term f JOIN "order" b ON b.id = f.order_id
                     WHERE f.subscription_id = wanted.id AND f.ended_at IS NULL
                     ORDER BY b.gift, f.number DESC LIMIT 1) t ON true
      JOIN plan_price p ON p.id = t.plan_price_id
      JOIN price_change c ON c.plan_id = p.plan_id AND c."interval" = p."interval" AND c.currency = p.currency
      JOIN plan_price v ON v.id = c.next_price_id AND v.version > p.version
      LEFT JOIN LATERAL (
        SELECT n.sent_at, n.bounced_at FROM price_change_notice told JOIN notice n ON n.id = told.notice_id
         WHERE told.price_change_id = c.id AND told.subscription_id = t.subscription_id
         ORDER BY n.sent_at IS NULL OR n.bounced_at IS NOT NULL,
                  CASE WHEN n.sent_at IS NOT NULL AND n.bounced_at IS NULL THEN told.attempt ELSE -told.attempt END
         LIMIT 1) m ON true
     -- Of two that apply from the same instant the later version counts.
     ORDER BY v.version, c.id`,
};

/**
 * The changes of the price that each subscription renews as, as it meets them: with the notice that counts for
 * it, taken back ones included (T3.2). Of several notices it is the first that was accepted by the mail server and did
 * not come back; where there is none, the last one written says what became of it. One query, however many there are;
 * a subscription whose price does not change is absent.
 */
export async function announcedChangesOf(
  sql: RunSql,
  subscriptionIds: readonly string[],
): Promise<ReadonlyMap<string, AnnouncedChange[]>> {
  const rows = await sql<Row>(ANNOUNCED, [subscriptionIds]);
  const changes = new Map<string, AnnouncedChange[]>();
  for (const row of rows)
    changes.set(row.subscription_id, [...(changes.get(row.subscription_id) ?? []), toChange(row)]);
  return changes;
}

/** The same for one subscription. */
export const announcedChanges = async (tx: Tx, subscriptionId: string): Promise<AnnouncedChange[]> =>
  (await announcedChangesOf(sqlOf(tx), [subscriptionId])).get(subscriptionId) ?? [];

const toChange = (row: Row): AnnouncedChange => ({
  changeId: row.id,
  planPriceId: row.plan_price_id,
  amountNanos: BigInt(row.amount_nanos),
  includedUsageNanos: BigInt(row.included_usage_nanos),
  appliesFrom: row.applies_from.toISOString(),
  noticeAcceptedAt: row.sent_at?.toISOString() ?? null,
  bouncedAt: row.bounced_at?.toISOString() ?? null,
  canceled: row.state === "canceled",
});
