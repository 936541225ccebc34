import { newKey, openAccounts } from "./seed.ts";
import type { Server } from "./server.ts";

/** Events written with one batch: one journal each. */
const BATCH = 1000;
/** Events inserted with one statement. */
const CHUNK = 1_000_000;
/** What one event is worth: a hundredth of a dollar, nanos. */
const EVENT_NANOS = 10_000_000n;
/** Days over which the events are spread. */
const DAYS = 90;

/** An account with a long past, and an order that can be refunded. */
export interface Past {
  readonly key: string;
  readonly orderId: string;
}

/**
 * Gives one account of a database so many usage events with everything that recording them leaves behind: journals and
 * postings, roll-ups, daily balances, the wallet's total. And a subscription paid an hour ago. Written as SQL, since
 * ten million events through the API would take the time of the whole bench; `tenure ledger check` has the last word.
 */
export async function writeHistory(server: Server, database: string, events: number): Promise<Past> {
  const key = newKey();
  const [accountId = ""] = await openAccounts(server, database, [[key]], DAYS + 1);
  await server.sql(
    database,
    "INSERT INTO ledger_account (code, currency, normal) VALUES ('revenue.usage', 'USD', 'credit') ON CONFLICT DO NOTHING",
  );
  for (let from = 0; from < events; from += CHUNK)
    await writeEvents(server, database, accountId, { from, to: Math.min(events, from + CHUNK), of: events });
  await server.sql(database, ROLLUPS, [accountId]);
  await server.sql(database, "UPDATE wallet SET used_nanos = $2 WHERE account_id = $1", [
    accountId,
    EVENT_NANOS * BigInt(events),
  ]);
  const orderId = await subscribe(server, database, accountId);
  // What autovacuum does on a server that has time.
  await server.sql(database, "VACUUM (ANALYZE)");
  return { key, orderId };
}

async function writeEvents(
  server: Server,
  database: string,
  accountId: string,
  { from, to, of }: { readonly from: number; readonly to: number; readonly of: number },
): Promise<void> {
  await server.sql(
    database,
    `WITH prices AS MATERIALIZED (
       SELECT id, model, row_number() OVER (ORDER BY model) - 1 AS place, count(*) OVER () AS all_of FROM model_price),
     batch AS MATERIALIZED (
       SELECT b, uuidv7() AS id, least($3::bigint, (b + 1) * ${BATCH}) - b * ${BATCH} AS events,
              date_trunc('milliseconds', now() - interval '1 hour' - ($4::bigint - b * ${BATCH}) * (interval '${DAYS} days' / $4::bigint)) AS at
         FROM generate_series($2::bigint / ${BATCH}, ($3::bigint - 1) / ${BATCH}) AS b),
     events AS (INSERT INTO usage_event (id, account_id, api_key_id, client_event_id, model, model_price_id, service_tier,
                  tokens, amount_nanos, plan_nanos, credit_nanos, debt_nanos, burns, batch_id, occurred_at, recorded_at)
       SELECT uuidv7(), $1, k.id, 'past-' || (b.b * ${BATCH} + n), p.model, p.id, 'standard',
              jsonb_build_object('inputTokens', 900 + n, 'outputTokens', 100 + n % 50), ${EVENT_NANOS}, 0, ${EVENT_NANOS}, 0,
              jsonb_build_object(l.id, '${EVENT_NANOS}'), b.id, b.at, b.at
         FROM batch b CROSS JOIN LATERAL generate_series(0, b.events - 1) AS n
         JOIN prices p ON p.place = n % p.all_of
         CROSS JOIN (SELECT id FROM api_key WHERE account_id = $1) AS k
         CROSS JOIN (SELECT id FROM credit_lot WHERE account_id = $1) AS l),
     journals AS (INSERT INTO ledger_journal (id, kind, account_id, effective_at, recorded_at, batch_id)
       SELECT id, 'usage.burned', $1, at, at, id FROM batch)
     INSERT INTO ledger_posting (journal_id, position, ledger_account_id, account_id, amount, currency)
       SELECT b.id, 0, l.ledger_account_id, $1, b.events * ${EVENT_NANOS}, 'USD'
         FROM batch b CROSS JOIN (SELECT ledger_account_id FROM credit_lot WHERE account_id = $1) AS l
       UNION ALL
       SELECT b.id, 1, a.id, NULL, -b.events * ${EVENT_NANOS}, 'USD'
         FROM batch b CROSS JOIN (SELECT id FROM ledger_account WHERE code = 'revenue.usage' AND currency = 'USD') AS a`,
    [accountId, from, to, of],
  );
}

const ROLLUPS = `
  INSERT INTO usage_rollup (account_id, grain, starts_at, model, api_key_id, requests, input_tokens, cached_tokens,
                            output_tokens, reasoning_tokens, amount_nanos, plan_nanos, credit_nanos, debt_nanos)
  SELECT account_id, grain, date_trunc(grain, occurred_at, 'UTC'), model, api_key_id, count(*),
         sum((tokens->>'inputTokens')::bigint), 0, sum((tokens->>'outputTokens')::bigint), 0,
         sum(amount_nanos), 0, sum(credit_nanos), 0
    FROM usage_event CROSS JOIN (VALUES ('hour'), ('day')) AS g (grain) WHERE account_id = $1
   GROUP BY 1, 2, 3, 4, 5`;

/** A subscription to Pro, paid an hour ago: inside the window, so that a preview has lines to show. */
async function subscribe(server: Server, database: string, accountId: string): Promise<string> {
  const [row] = await server.sql<{ order_id: string }>(
    database,
    `WITH price AS MATERIALIZED (
       SELECT id, amount_nanos, included_usage_nanos, plan_id, uuidv7() AS order_id, uuidv7() AS subscription_id,
              now() - interval '1 hour' AS paid_at
         FROM plan_price WHERE plan_id = 'pro' AND interval = 'month' AND currency = 'USD' ORDER BY version DESC LIMIT 1),
     paid AS (INSERT INTO "order" (id, number, account_id, holder_period_id, kind, state, currency, amount_nanos, tax_nanos,
                total_minor, policy_version, plan_price_id, decision_id, provider, created_at, expires_at, paid_at)
       SELECT order_id, 'B-1', $1, h.id, 'subscription', 'paid', 'USD', amount_nanos, 0, amount_nanos / 10000000,
              '2026-11', price.id, uuidv7(), 'stripe', paid_at, paid_at + interval '1 day', paid_at
         FROM price CROSS JOIN (SELECT id FROM holder_period WHERE account_id = $1) AS h),
     captured AS (INSERT INTO payment (id, order_id, account_id, provider, provider_payment_id, provider_charge_id, amount_minor,
                    currency, method_label, captured_at)
       SELECT uuidv7(), order_id, $1, 'stripe', 'pi_bench', 'ch_bench', amount_nanos / 10000000, 'USD', 'Visa 4242', paid_at
         FROM price),
     running AS (INSERT INTO subscription (id, account_id, plan_id, state, time_zone, created_at)
       SELECT subscription_id, $1, plan_id, 'active', 'UTC', paid_at FROM price),
     first AS (INSERT INTO term (id, account_id, subscription_id, order_id, plan_price_id, number, anchor_at, starts_at, ends_at,
                 included_nanos, paid_nanos)
       SELECT uuidv7(), $1, subscription_id, order_id, id, 1, paid_at, paid_at, paid_at + interval '1 month',
              included_usage_nanos, amount_nanos FROM price)
     SELECT order_id FROM price`,
    [accountId],
  );
  if (row === undefined) throw new Error("no price of Pro");
  return row.order_id;
}
