import type { TestDatabase } from "../support/database.ts";

/**
 * What must be true of the money tables after every commit, as plain SQL over rows: one query per law, each finding the
 * rows that break it. Shares nothing with the code that writes them. `ledger check` asks about the ledger alone; these
 * ask whether wallets, terms, holds, events and roll-ups say the same as the ledger.
 */
const LAWS: Readonly<Record<string, string>> = {
  "entries of a journal sum to zero in each currency": `
    SELECT journal_id FROM ledger_posting GROUP BY journal_id, currency HAVING sum(amount) <> 0`,
  "a journal has entries": `
    SELECT id FROM ledger_journal j WHERE NOT EXISTS (SELECT 1 FROM ledger_posting p WHERE p.journal_id = j.id)`,
  "a stored balance is the sum of its entries": `
    SELECT a.id FROM ledger_account a LEFT JOIN ledger_posting p ON p.ledger_account_id = a.id WHERE a.balance IS NOT NULL
     GROUP BY a.id, a.balance, a.normal
    HAVING a.balance <> coalesce(sum(CASE a.normal WHEN 'debit' THEN p.amount ELSE -p.amount END), 0)`,
  "no lot and no debt is below zero": `
    SELECT id FROM ledger_account WHERE balance < 0 AND code IN ('wallet.lot', 'wallet.debt')`,
  "a lot never holds more than it was granted": `
    SELECT l.id FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id WHERE a.balance > l.granted_nanos`,
  "a lot that is over is empty": `
    SELECT l.id FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.state IN ('spent', 'revoked', 'forfeited', 'refunded') AND a.balance <> 0`,
  "an open lot has something left": `
    SELECT l.id FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id WHERE l.state = 'open' AND a.balance = 0`,
  "plan, credit and debt parts are an event's amount": `
    SELECT id FROM usage_event WHERE amount_nanos <> plan_nanos + credit_nanos + debt_nanos`,
  "an event's lots paid its credit part": `
    SELECT id FROM usage_event e WHERE kind = 'usage' AND credit_nanos <>
      (SELECT coalesce(sum(value::numeric), 0) FROM jsonb_each_text(coalesce(e.burns, '{}')))`,
  "a reversal is the exact opposite of what it takes back": `
    SELECT r.id FROM usage_event r LEFT JOIN usage_event e ON e.id = r.corrects_id AND e.account_id = r.account_id
     WHERE r.kind = 'reversal' AND (r.amount_nanos, r.plan_nanos, r.credit_nanos, r.debt_nanos) IS DISTINCT FROM
           (-e.amount_nanos, -e.plan_nanos, -e.credit_nanos, -e.debt_nanos)`,
  "an event is taken back at most once": `
    SELECT corrects_id FROM usage_event WHERE kind = 'reversal' GROUP BY corrects_id HAVING count(*) > 1`,
  "a client's event id is one event": `
    SELECT account_id FROM usage_event GROUP BY account_id, client_event_id HAVING count(*) > 1`,
  "only an open hold promises, and never more than it was granted": `
    SELECT id FROM usage_hold WHERE (state <> 'open' AND (left_plan_nanos <> 0 OR left_credit_nanos <> 0))
        OR left_plan_nanos NOT BETWEEN 0 AND plan_nanos OR left_credit_nanos NOT BETWEEN 0 AND amount_nanos - plan_nanos`,
  "a hold's settled amount is that of its events": `
    SELECT h.id FROM usage_hold h LEFT JOIN usage_event e ON e.hold_id = h.id GROUP BY h.id, h.settled_nanos
    HAVING coalesce(h.settled_nanos, 0) <> coalesce(sum(e.amount_nanos), 0) OR (h.settled_nanos IS NULL) <> (count(e.id) = 0)`,
  "a hold names one who was there: its events are of its own account": `
    SELECT e.id FROM usage_event e JOIN usage_hold h ON h.id = e.hold_id WHERE h.account_id <> e.account_id`,
  "a wallet holds what its open holds were promised of credits": `
    SELECT w.account_id FROM wallet w WHERE held_nanos <> (SELECT coalesce(sum(left_credit_nanos), 0)
      FROM usage_hold h WHERE h.account_id = w.account_id AND h.state = 'open')`,
  "a wallet has used what events took of credits and debt": `
    SELECT w.account_id FROM wallet w WHERE used_nanos <> (SELECT coalesce(sum(credit_nanos + debt_nanos), 0)
      FROM usage_event e WHERE e.account_id = w.account_id)`,
  "a term holds what its open holds were promised of it": `
    SELECT t.id FROM term t WHERE held_nanos <> (SELECT coalesce(sum(left_plan_nanos), 0)
      FROM usage_hold h WHERE h.term_id = t.id AND h.state = 'open')`,
  "a term has used what events took of it": `
    SELECT t.id FROM term t WHERE used_nanos <> (SELECT coalesce(sum(plan_nanos), 0) FROM usage_event e WHERE e.term_id = t.id)`,
  "a term never promises or serves more than it includes": `
    SELECT id FROM term WHERE used_nanos + held_nanos > included_nanos`,
  "roll-ups by hour and by day are the sums of the events": `
    WITH told AS (
      SELECT e.account_id, g.grain, CASE g.grain WHEN 'hour' THEN date_trunc('hour', e.occurred_at, 'UTC')
               ELSE date_trunc('day', e.occurred_at, a.time_zone) END AS starts_at, e.model,
             coalesce(e.api_key_id, '00000000-0000-0000-0000-000000000000') AS api_key_id, sum(s.sign) AS requests,
             sum(s.sign * coalesce((e.tokens->>'inputTokens')::bigint, 0)) AS input_tokens,
             sum(s.sign * coalesce((e.tokens->>'outputTokens')::bigint, 0)) AS output_tokens,
             sum(e.amount_nanos) AS amount, sum(e.plan_nanos) AS plan, sum(e.credit_nanos) AS credit, sum(e.debt_nanos) AS debt
        FROM usage_event e JOIN account a ON a.id = e.account_id
       CROSS JOIN LATERAL (SELECT CASE e.kind WHEN 'reversal' THEN -1 ELSE 1 END AS sign) AS s
       CROSS JOIN (VALUES ('hour'), ('day')) AS g (grain) GROUP BY 1, 2, 3, 4, 5)
    SELECT coalesce(t.account_id, r.account_id) FROM told t
      FULL JOIN usage_rollup r USING (account_id, grain, starts_at, model, api_key_id)
     WHERE (coalesce(t.requests, 0), coalesce(t.input_tokens, 0), coalesce(t.output_tokens, 0), coalesce(t.amount, 0),
            coalesce(t.plan, 0), coalesce(t.credit, 0), coalesce(t.debt, 0)) IS DISTINCT FROM
           (coalesce(r.requests, 0), coalesce(r.input_tokens, 0), coalesce(r.output_tokens, 0), coalesce(r.amount_nanos, 0),
            coalesce(r.plan_nanos, 0), coalesce(r.credit_nanos, 0), coalesce(r.debt_nanos, 0))`,
  "the ledger earned what usage took of credits and debt": `
    SELECT 1 WHERE (SELECT coalesce(-sum(p.amount), 0) FROM ledger_posting p JOIN ledger_account a ON a.id = p.ledger_account_id
                     WHERE a.code = 'revenue.usage') <> (SELECT coalesce(sum(credit_nanos + debt_nanos), 0) FROM usage_event)`,
  "a wallet's last day closes at its lots less its debt": `
    SELECT w.account_id FROM wallet w
      LEFT JOIN LATERAL (SELECT closing_nanos FROM wallet_day d WHERE d.account_id = w.account_id ORDER BY day DESC LIMIT 1) AS d ON true
     WHERE coalesce(d.closing_nanos, 0) <> (SELECT coalesce(sum(CASE code WHEN 'wallet.lot' THEN balance ELSE -balance END), 0)
       FROM ledger_account l WHERE l.account_id = w.account_id AND l.code IN ('wallet.lot', 'wallet.debt'))`,
};

/** Names of the laws that rows break, each with how many; empty where the books are right. */
export async function brokenLaws({ sql }: Pick<TestDatabase, "sql">): Promise<Record<string, number>> {
  const [row] = await sql<Record<string, string>>(
    `SELECT ${Object.values(LAWS)
      .map((query, index) => `(SELECT count(*) FROM (${query}) AS broken) AS law_${index}`)
      .join(", ")}`,
  );
  return Object.fromEntries(
    Object.keys(LAWS).flatMap((law, index) => {
      const count = Number(row?.[`law_${index}`] ?? Number.NaN);
      return count === 0 ? [] : [[law, count]];
    }),
  );
}
