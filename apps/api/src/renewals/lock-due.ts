import { POLICIES } from "@tenure/core/policy";
import type { Tx } from "../db/database.ts";

/** A suspended account's term waits at most so long before what follows it is decided (T4.2). */
export const SUSPENDED_WAIT_DAYS = Math.max(...POLICIES.map((each) => each.subscriptions.dunning.graceDays));

/**
 * Finds subscriptions whose term is over and locks their accounts, which commands and usage lock too; what somebody
 * else holds is passed over. Walks an index that holds running subscriptions only, each at the end of its term: as many
 * entries as are due, whatever was renewed before. Sandbox accounts whose clock runs ahead are looked at by theirs.
 * With an `accountId`, those of that account alone.
 * @returns ids of subscriptions, the longest overdue first
 */
export async function lockDue(tx: Tx, limit: number, accountId: string | null = null): Promise<string[]> {
  if (accountId !== null) return lockDueOf(tx, accountId);
  const onTime = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM subscription s JOIN account a ON a.id = s.account_id
     WHERE s.state IN ('active', 'canceling') AND s.renews_at <= statement_timestamp()
       AND (a.state <> 'suspended' OR s.renews_at <= statement_timestamp() - make_interval(days => ${SUSPENDED_WAIT_DAYS}::int))
       -- Cancelled, and in its last term: subscriptions.finish ends it.
       AND (s.state = 'active' OR EXISTS (
             SELECT 1 FROM term t WHERE t.subscription_id = s.id HAVING max(t.number) < s.last_term_number))
     ORDER BY s.renews_at LIMIT ${limit} FOR NO KEY UPDATE OF a SKIP LOCKED`;
  if (onTime.length === limit) return onTime.map(({ id }) => id);
  const ahead = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM account a JOIN subscription s ON s.account_id = a.id
     WHERE a.clock_offset_ms > 0 AND s.state IN ('active', 'canceling')
       AND s.renews_at > statement_timestamp()
       AND s.renews_at <= statement_timestamp() + a.clock_offset_ms * interval '1 millisecond'
       AND (a.state <> 'suspended' OR s.renews_at <= statement_timestamp() + a.clock_offset_ms * interval '1 millisecond'
                                                     - make_interval(days => ${SUSPENDED_WAIT_DAYS}::int))
       AND (s.state = 'active' OR EXISTS (
             SELECT 1 FROM term t WHERE t.subscription_id = s.id HAVING max(t.number) < s.last_term_number))
     ORDER BY s.renews_at LIMIT ${limit - onTime.length} FOR NO KEY UPDATE OF a SKIP LOCKED`;
  return [...onTime, ...ahead].map(({ id }) => id);
}

/** The same of one account: its subscription where its term is over by the account's own clock. */
async function lockDueOf(tx: Tx, accountId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM account a JOIN subscription s ON s.account_id = a.id
     WHERE a.id = ${accountId}::uuid AND s.state IN ('active', 'canceling')
       AND s.renews_at <= statement_timestamp() + a.clock_offset_ms * interval '1 millisecond'
       AND (a.state <> 'suspended' OR s.renews_at <= statement_timestamp() + a.clock_offset_ms * interval '1 millisecond'
                                                     - make_interval(days => ${SUSPENDED_WAIT_DAYS}::int))
       AND (s.state = 'active' OR EXISTS (
             SELECT 1 FROM term t WHERE t.subscription_id = s.id HAVING max(t.number) < s.last_term_number))
       FOR NO KEY UPDATE OF a`;
  return rows.map(({ id }) => id);
}
