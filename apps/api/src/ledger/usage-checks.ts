import { type BookCheck, from, touched } from "./checks.ts";

/** Counts of an event as the roll-ups sum them; a reversal takes its original away. */
const COUNTS = `sum(CASE e.kind WHEN 'usage' THEN 1 ELSE -1 END) AS requests,
  sum(CASE e.kind WHEN 'usage' THEN 1 ELSE -1 END * coalesce((e.tokens->>'inputTokens')::bigint, 0)) AS input,
  sum(CASE e.kind WHEN 'usage' THEN 1 ELSE -1 END * coalesce((e.tokens->>'cachedInputTokens')::bigint, 0)) AS cached,
  sum(CASE e.kind WHEN 'usage' THEN 1 ELSE -1 END * coalesce((e.tokens->>'outputTokens')::bigint, 0)) AS output,
  sum(CASE e.kind WHEN 'usage' THEN 1 ELSE -1 END * coalesce((e.tokens->>'reasoningTokens')::bigint, 0)) AS reasoning,
  sum(e.amount_nanos) AS amount, sum(e.plan_nanos) AS plan, sum(e.credit_nanos) AS credit, sum(e.debt_nanos) AS debt`;

const ROLLED = `sum(u.requests) AS requests, sum(u.input_tokens) AS input, sum(u.cached_tokens) AS cached,
  sum(u.output_tokens) AS output, sum(u.reasoning_tokens) AS reasoning, sum(u.amount_nanos) AS amount,
  sum(u.plan_nanos) AS plan, sum(u.credit_nanos) AS credit, sum(u.debt_nanos) AS debt`;

const NO_KEY = "'00000000-0000-0000-0000-000000000000'::uuid";

/** Days were cut in the zone that was the account's then; only where it never changed can they be cut again. */
const ZONE_CHANGED = `SELECT account_id FROM audit_row WHERE action = 'accounts.update'
  AND before->>'timeZone' IS DISTINCT FROM after->>'timeZone'`;

/** What must hold between usage, its holds, the counters kept beside them, and the ledger. */
export const USAGE_CHECKS: readonly BookCheck[] = [
  {
    name: "wallet_holds_what_is_promised",
    sql: (since) => `
      SELECT w.account_id AS subject, 'holds ' || w.held_nanos || ', open requests were promised ' || s.promised AS problem
        FROM wallet w CROSS JOIN LATERAL (
          SELECT coalesce(sum(left_credit_nanos), 0) AS promised FROM usage_hold h
           WHERE h.account_id = w.account_id AND h.state = 'open') s
       WHERE ${touched(since, "w.account_id")} AND w.held_nanos <> s.promised`,
  },
  {
    name: "term_holds_what_is_promised",
    sql: (since) => `
      SELECT t.id AS subject, 'holds ' || t.held_nanos || ', open requests were promised ' || s.promised AS problem
        FROM term t CROSS JOIN LATERAL (
          SELECT coalesce(sum(left_plan_nanos), 0) AS promised FROM usage_hold h WHERE h.term_id = t.id AND h.state = 'open') s
       WHERE ${touched(since, "t.account_id")} AND t.held_nanos <> s.promised`,
  },
  {
    name: "wallet_used_is_its_usage",
    // Sums by the hour are few where events are many; that they are the events' is a check of its own.
    sql: (since) => `
      SELECT w.account_id AS subject, 'says that ' || w.used_nanos || ' were used, its usage says ' || s.used AS problem
        FROM wallet w CROSS JOIN LATERAL (${
          since === null
            ? "SELECT coalesce(sum(credit_nanos + debt_nanos), 0) AS used FROM usage_event e WHERE e.account_id = w.account_id"
            : `SELECT coalesce(sum(credit_nanos + debt_nanos), 0) AS used FROM usage_rollup u
                WHERE u.account_id = w.account_id AND u.grain = 'hour'`
        }) s
       WHERE ${touched(since, "w.account_id")} AND w.used_nanos <> s.used`,
  },
  {
    // A refund counts a request in flight as used in full; what it did not use came back as credits (R3.6).
    name: "term_used_is_its_usage",
    sql: (since) => `
      WITH terms AS (
        SELECT t.account_id, t.id, t.used_nanos, t.included_nanos,
               coalesce((SELECT sum(plan_nanos) FROM usage_event e WHERE e.account_id = t.account_id AND e.term_id = t.id), 0) AS served
          FROM term t WHERE ${touched(since, "t.account_id")}
      ), differences AS (
        SELECT j.account_id, sum(-p.amount) AS credited FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id
          JOIN ledger_account l ON l.id = p.ledger_account_id AND l.code = 'wallet.lot'
         WHERE j.kind = 'refund.hold_difference' GROUP BY 1
      )
      SELECT t.id AS subject, 'says that ' || t.used_nanos || ' were used, its usage says ' || t.served AS problem
        FROM terms t WHERE t.used_nanos < t.served
      UNION ALL
      SELECT s.account_id, 'terms say ' || s.beyond || ' beyond their usage, refunds gave ' || coalesce(d.credited, 0) || ' back'
        FROM (SELECT account_id, sum(used_nanos - served) AS beyond FROM terms GROUP BY 1) s
        LEFT JOIN differences d ON d.account_id = s.account_id WHERE s.beyond <> coalesce(d.credited, 0)`,
  },
  {
    name: "batch_is_its_journals",
    joinsTables: true,
    // Rows from before batches have one of their own, which no journal names.
    sql: (since) => `
      WITH used AS (
        SELECT batch_id, account_id, sum(credit_nanos + debt_nanos) AS nanos FROM usage_event
         WHERE batch_id <> id AND ${from(since, "id")} GROUP BY 1, 2
      ), moved AS (
        SELECT j.batch_id, j.account_id,
               sum(CASE WHEN j.kind IN ('usage.burned', 'usage.debt', 'usage.corrected') THEN p.amount ELSE 0 END) AS nanos
          FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id AND p.account_id IS NOT NULL
         WHERE j.batch_id IS NOT NULL AND ${from(since, "j.id")} GROUP BY 1, 2
      )
      SELECT coalesce(u.batch_id, m.batch_id) AS subject,
             'usage of credits and debt ' || coalesce(u.nanos, 0) || ', its journals ' || coalesce(m.nanos, 0)
               || ' of account ' || coalesce(u.account_id, m.account_id) AS problem
        FROM used u FULL JOIN moved m ON m.batch_id = u.batch_id AND m.account_id = u.account_id
       WHERE coalesce(u.nanos, 0) <> coalesce(m.nanos, 0)`,
  },
  {
    name: "burn_is_its_posting",
    joinsTables: true,
    sql: (since) => `
      WITH burned AS (
        SELECT e.batch_id, b.key AS lot_id, sum(b.value::numeric) AS nanos FROM usage_event e
         CROSS JOIN LATERAL jsonb_each_text(e.burns) b
         WHERE e.burns IS NOT NULL AND e.batch_id <> e.id AND ${from(since, "e.id")} GROUP BY 1, 2
      ), posted AS (
        SELECT j.batch_id, l.reference AS lot_id, sum(p.amount) AS nanos
          FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id
          JOIN ledger_account l ON l.id = p.ledger_account_id AND l.code = 'wallet.lot'
         WHERE j.batch_id IS NOT NULL AND j.kind = 'usage.burned' AND ${from(since, "j.id")} GROUP BY 1, 2
      )
      SELECT coalesce(b.batch_id, p.batch_id) AS subject,
             'events took ' || coalesce(b.nanos, 0) || ' of lot ' || coalesce(b.lot_id, p.lot_id) || ', the journal '
               || coalesce(p.nanos, 0) AS problem
        FROM burned b FULL JOIN posted p ON p.batch_id = b.batch_id AND p.lot_id = b.lot_id
       WHERE coalesce(b.nanos, 0) <> coalesce(p.nanos, 0)`,
  },
  {
    name: "correction_is_opposite",
    joinsTables: true,
    sql: (since) => `
      SELECT r.id AS subject, 'does not take back the event it corrects' AS problem
        FROM usage_event r LEFT JOIN usage_event o ON o.id = r.corrects_id
       WHERE r.kind = 'reversal' AND ${from(since, "r.id")}
         AND (o.id IS NULL OR (r.account_id, r.model, r.amount_nanos, r.plan_nanos, r.occurred_at)
               IS DISTINCT FROM (o.account_id, o.model, -o.amount_nanos, -o.plan_nanos, o.occurred_at))`,
  },
  {
    name: "rollup_by_hour_is_its_events",
    sql: (since) => (since === null ? rollupCheck("hour") : sameByHourAndDay(since)),
  },
  {
    name: "rollup_by_day_is_its_events",
    sql: (since) => (since === null ? rollupCheck("day") : sameByHourAndDay(since)),
  },
  {
    name: "usage_refers",
    joinsTables: true,
    // One question per reference, which is one join of two tables. Asked with OR, each row looks by itself, and by an
    // index of our busiest account that is a walk over all it ever used.
    sql: (since) =>
      [
        ...[
          ["account a", "a.id = e.account_id"],
          ["term t", "t.id = e.term_id AND t.account_id = e.account_id", "e.term_id"],
          ["model_price m", "m.id = e.model_price_id"],
          ["price_agreement g", "g.id = e.agreement_id", "e.agreement_id"],
          ["usage_hold h", "h.id = e.hold_id AND h.account_id = e.account_id", "e.hold_id"],
          ["usage_event o", "o.id = e.corrects_id", "e.corrects_id"],
        ].map(
          ([table, same, named = "e.id"]) => `
      SELECT e.id AS subject, 'names an account, term, price, request or event that is not there' AS problem
        FROM usage_event e WHERE ${from(since, "e.id")} AND ${named} IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM ${table} WHERE ${same})`,
        ),
        ...[
          ["account a", "a.id = h.account_id"],
          ["term t", "t.id = h.term_id AND t.account_id = h.account_id", "h.term_id"],
        ].map(
          ([table, same, named = "h.id"]) => `
      SELECT h.id, 'names an account or a term that is not there' FROM usage_hold h
       WHERE ${from(since, "h.id")} AND ${named} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${table} WHERE ${same})`,
        ),
      ].join(" UNION "),
  },
];

/** Every roll-up against the events grouped again, all sums at once. */
function rollupCheck(grain: "hour" | "day"): string {
  const bucket =
    grain === "hour"
      ? "date_trunc('hour', e.occurred_at, 'UTC')"
      : "date_trunc('day', e.occurred_at, a.time_zone)";
  const cut = grain === "hour" ? "true" : `e.account_id NOT IN (${ZONE_CHANGED})`;
  const keys = "account_id, starts_at, model, api_key_id";
  return `
    WITH events AS (
      SELECT e.account_id, ${bucket} AS starts_at, e.model, coalesce(e.api_key_id, ${NO_KEY}) AS api_key_id, ${COUNTS}
        FROM usage_event e JOIN account a ON a.id = e.account_id WHERE ${cut} GROUP BY 1, 2, 3, 4
    ), rolled AS (
      SELECT ${keys}, ${ROLLED} FROM usage_rollup u
       WHERE grain = '${grain}' AND ${cut.replaceAll("e.account_id", "u.account_id")} GROUP BY ${keys}
    )
    SELECT coalesce(e.account_id, u.account_id) AS subject,
           '${grain} ' || tenure_iso(coalesce(e.starts_at, u.starts_at)) || ', model ' || coalesce(e.model, u.model) || ': kept '
             || coalesce(u.requests, 0) || ' requests, ' || coalesce(u.amount, 0) || ' nanos; events say '
             || coalesce(e.requests, 0) || ', ' || coalesce(e.amount, 0) AS problem
      FROM events e FULL JOIN rolled u USING (${keys})
     WHERE (e.requests, e.input, e.cached, e.output, e.reasoning, e.amount, e.plan, e.credit, e.debt)
           IS DISTINCT FROM (u.requests, u.input, u.cached, u.output, u.reasoning, u.amount, u.plan, u.credit, u.debt)`;
}

/** The cheap form: what hours and days say of an account in all is the same. */
const sameByHourAndDay = (since: string): string => `
  WITH sums AS (
    SELECT account_id, model, api_key_id, grain, ${ROLLED} FROM usage_rollup u
     WHERE ${touched(since, "u.account_id")} GROUP BY 1, 2, 3, 4
  )
  SELECT coalesce(h.account_id, d.account_id) AS subject, 'hours and days of one model and key say different sums' AS problem
    FROM (SELECT * FROM sums WHERE grain = 'hour') h
    FULL JOIN (SELECT * FROM sums WHERE grain = 'day') d USING (account_id, model, api_key_id)
   WHERE (h.requests, h.input, h.cached, h.output, h.reasoning, h.amount, h.plan, h.credit, h.debt)
         IS DISTINCT FROM (d.requests, d.input, d.cached, d.output, d.reasoning, d.amount, d.plan, d.credit, d.debt)`;
