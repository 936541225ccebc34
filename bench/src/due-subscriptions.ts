/** Runs SQL as the owner of a database. */
export type RunSql = (text: string, values?: unknown[]) => Promise<unknown>;

/** A customer and a saved card at the provider. */
export interface ProviderCard {
  readonly customerId: string;
  readonly methodId: string;
}

/**
 * Writes accounts that each subscribed to Pro a month ago, so that the first term of every one is over now: what opening
 * an account, buying and saving a card leave behind, without anything else.
 * @param planPriceId a price of the plan by the month, in dollars
 * @param cards one for each account
 */
export async function writeDueSubscriptions(
  sql: RunSql,
  planPriceId: string,
  cards: readonly ProviderCard[],
): Promise<void> {
  for (let from = 0; from < cards.length; from += PER_STATEMENT)
    await sql(WRITE, [planPriceId, JSON.stringify(cards.slice(from, from + PER_STATEMENT))]);
  await sql("ANALYZE");
}

/** Few enough that a statement's rows and JSON stay small. */
const PER_STATEMENT = 5000;

const WRITE = `
WITH price AS (SELECT * FROM plan_price WHERE id = $1::uuid),
fresh AS MATERIALIZED (
  SELECT card."customerId" AS customer_id, card."methodId" AS method_id, uuidv7() AS account_id, uuidv7() AS subject_id,
         uuidv7() AS holder_id, uuidv7() AS login_id, uuidv7() AS order_id, uuidv7() AS subscription_id,
         date_trunc('milliseconds', now() - interval '1 month 1 hour') AS began
    FROM jsonb_to_recordset($2::jsonb) AS card ("customerId" text, "methodId" text)),
accounts AS (INSERT INTO account (id, name, currency, time_zone, livemode)
  SELECT account_id, 'Due', 'USD', 'UTC', false FROM fresh),
subjects AS (INSERT INTO subject (id, kind, display_name) SELECT subject_id, 'company', 'Due' FROM fresh),
holders AS (INSERT INTO holder_period (id, account_id, subject_id, started_at, stripe_customer_id)
  SELECT holder_id, account_id, subject_id, began, customer_id FROM fresh),
logins AS (INSERT INTO auth_user (id, name, email, email_verified)
  SELECT login_id, 'Ada', login_id || '@example.com', true FROM fresh),
members AS (INSERT INTO member (account_id, login_id, role) SELECT account_id, login_id, 'owner' FROM fresh),
details AS (INSERT INTO billing_details (account_id, full_name, email, country, address_line, city, postal_code)
  SELECT account_id, 'Ada Lovelace', login_id || '@example.com', 'GB', '1 St James Square', 'London', 'SW1Y 4JU' FROM fresh),
cards AS (INSERT INTO payment_method (id, account_id, holder_period_id, provider, provider_method_id, label, created_at)
  SELECT uuidv7(), account_id, holder_id, 'stripe', method_id, 'Visa •••• 4242', began FROM fresh),
orders AS (INSERT INTO "order" (id, number, account_id, holder_period_id, kind, state, currency, amount_nanos, tax_nanos,
    total_minor, policy_version, plan_price_id, decision_id, provider, created_at, expires_at, paid_at)
  SELECT order_id, order_id::text, account_id, holder_id, 'subscription', 'paid', 'USD', price.amount_nanos, 0,
         price.amount_nanos / 10000000, '2026-11', price.id, order_id, 'stripe', began, began, began FROM fresh, price),
subscriptions AS (INSERT INTO subscription (id, account_id, plan_id, state, time_zone, created_at)
  SELECT subscription_id, account_id, price.plan_id, 'active', 'UTC', began FROM fresh, price)
INSERT INTO term (id, account_id, subscription_id, order_id, plan_price_id, number, anchor_at, starts_at, ends_at,
  included_nanos, paid_nanos)
SELECT uuidv7(), account_id, subscription_id, order_id, price.id, 1, began, began, began + interval '1 month',
       price.included_usage_nanos, price.amount_nanos FROM fresh, price`;
