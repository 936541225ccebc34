import type { RunSql, Statement } from "../db/batch.ts";
import { policies } from "../policy-versions/in-force.ts";

/** A suspended account's term waits at most so long before what follows it is decided (T4.2). */
export const suspendedWaitDays = (): number =>
  Math.max(...policies().versions.map((each) => each.subscriptions.dunning.graceDays));

/** Of an active subscription, or of one that is cancelled but not in its last term: that, `subscriptions.finish` ends. */
const RENEWS = `(s.state = 'active' OR EXISTS (
  SELECT 1 FROM term t WHERE t.subscription_id = s.id HAVING max(t.number) < s.last_term_number))`;

/** Nothing is charged after its term whatever becomes of the suspension: Free was chosen, or all of it was given. */
const ENDS_ANYWAY = `(EXISTS (
    SELECT 1 FROM plan_change c JOIN plan_price p ON p.id = c.plan_price_id
     WHERE c.subscription_id = s.id AND c.state = 'scheduled' AND p.amount_nanos = 0 AND c.applies_at <= s.renews_at)
  OR NOT EXISTS (
    SELECT 1 FROM term t JOIN "order" o ON o.id = t.order_id
     WHERE t.subscription_id = s.id AND t.ended_at IS NULL AND NOT o.gift))`;

const BY_OUR_CLOCK = "statement_timestamp()";
const BY_ITS_CLOCK = "statement_timestamp() + a.clock_offset_ms * interval '1 millisecond'";
const isDue = (now: string): string => `s.renews_at <= ${now}
  AND (a.state <> 'suspended' OR s.renews_at <= ${now} - make_interval(days => $2::int) OR ${ENDS_ANYWAY})`;

const ON_TIME: Statement = {
  name: "renewals-on-time",
  text: `
    SELECT s.id FROM subscription s JOIN account a ON a.id = s.account_id
     WHERE s.state IN ('active', 'canceling') AND ${isDue(BY_OUR_CLOCK)} AND ${RENEWS}
     ORDER BY s.renews_at LIMIT $1 FOR NO KEY UPDATE OF a SKIP LOCKED`,
};

const AHEAD: Statement = {
  name: "renewals-ahead",
  text: `
    SELECT s.id FROM account a JOIN subscription s ON s.account_id = a.id
     WHERE a.clock_offset_ms > 0 AND s.state IN ('active', 'canceling')
       AND s.renews_at > ${BY_OUR_CLOCK} AND ${isDue(BY_ITS_CLOCK)} AND ${RENEWS}
     ORDER BY s.renews_at LIMIT $1 FOR NO KEY UPDATE OF a SKIP LOCKED`,
};

const OF_ACCOUNT: Statement = {
  name: "renewals-of-account",
  text: `
    SELECT s.id FROM account a JOIN subscription s ON s.account_id = a.id
     WHERE a.id = $1 AND s.state IN ('active', 'canceling') AND ${isDue(BY_ITS_CLOCK)} AND ${RENEWS}
       FOR NO KEY UPDATE OF a`,
};

// What is due is read in the order of its index, and no further than a batch goes. Sorting looks cheap to the planner,
// which takes few rows for visible: it would read all that is due for each hundred of it.
const SORTING = (on: boolean): Statement => ({
  name: `renewals-sorting-${on ? "on" : "off"}`,
  text: `SELECT set_config('enable_sort', '${on ? "on" : "off"}', true), set_config('enable_bitmapscan', '${on ? "on" : "off"}', true)`,
});

/**
 * Finds subscriptions whose term is over and locks their accounts, which commands and usage lock too; what somebody
 * else holds is passed over. Walks an index that holds running subscriptions only, each at the end of its term: as many
 * entries as are due, whatever was renewed before. Sandbox accounts whose clock runs ahead are looked at by theirs.
 * With an `accountId`, that account's subscription alone, by the account's own clock.
 * @returns ids of subscriptions, the longest overdue first
 */
export async function lockDue(
  sql: RunSql,
  limit: number,
  accountId: string | null = null,
): Promise<readonly string[]> {
  const waitDays = suspendedWaitDays();
  if (accountId !== null) return idsOf(await sql<{ id: string }>(OF_ACCOUNT, [accountId, waitDays]));
  await sql(SORTING(false), []);
  const onTime = await sql<{ id: string }>(ON_TIME, [limit, waitDays]);
  await sql(SORTING(true), []);
  if (onTime.length === limit) return idsOf(onTime);
  return idsOf([...onTime, ...(await sql<{ id: string }>(AHEAD, [limit - onTime.length, waitDays]))]);
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);
