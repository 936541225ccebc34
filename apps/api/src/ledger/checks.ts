/** One law of the books as a query for its breaches. */
export interface BookCheck {
  readonly name: string;
  /**
   * It joins tables row by row and nothing else. All of the books is then all of the tables: where nobody has analysed
   * them since they grew, the planner takes them for short and looks into one for each row of another, for minutes.
   */
  readonly joinsTables?: true;
  /**
   * Rows `subject`, `problem`: every breach, looked for without trust in what wrote them. `since` bounds the work to
   * what was written from then on (an id of version 7), and to the accounts it touched; null looks at everything.
   */
  sql(since: Since): string;
}

/** From which id on rows count as new; null is all of them. */
export type Since = string | null;

/** Condition on a column of ids that lie in the order they were made. */
export const from = (since: Since, column: string): string =>
  since === null ? "true" : `${column} >= '${since}'::uuid`;

/** Condition on a column of account ids: those that moved money or used the service since. */
export const touched = (since: Since, column: string): string =>
  since === null
    ? "true"
    : `${column} IN (SELECT account_id FROM ledger_journal WHERE ${from(since, "id")}
        UNION SELECT account_id FROM usage_event WHERE ${from(since, "id")}
        UNION SELECT account_id FROM usage_hold WHERE ${from(since, "id")})`;

/** What must hold between journals, postings, balances and lots. */
export const LEDGER_CHECKS: readonly BookCheck[] = [
  {
    name: "journal_sums_to_zero",
    sql: (since) => `
      SELECT journal_id AS subject, 'sums to ' || sum(amount) || ' ' || currency AS problem
        FROM ledger_posting WHERE ${from(since, "journal_id")} GROUP BY journal_id, currency HAVING sum(amount) <> 0`,
  },
  {
    name: "journal_has_postings",
    sql: (since) => `
      SELECT j.id AS subject, 'has no postings' AS problem FROM ledger_journal j
       WHERE ${from(since, "j.id")} AND NOT EXISTS (SELECT 1 FROM ledger_posting p WHERE p.journal_id = j.id)`,
  },
  {
    name: "posting_belongs",
    joinsTables: true,
    sql: (since) => `
      SELECT p.journal_id AS subject,
             CASE WHEN j.id IS NULL THEN 'postings of a journal that is not there'
                  WHEN l.id IS NULL THEN 'posting on a ledger account that is not there'
                  ELSE 'posting in another account or currency than its ledger account or journal' END AS problem
        FROM ledger_posting p LEFT JOIN ledger_journal j ON j.id = p.journal_id
        LEFT JOIN ledger_account l ON l.id = p.ledger_account_id
       WHERE ${from(since, "p.journal_id")}
         AND (j.id IS NULL OR l.id IS NULL OR l.account_id IS DISTINCT FROM p.account_id OR l.currency <> p.currency
           OR (p.account_id IS NOT NULL AND p.account_id IS DISTINCT FROM j.account_id))`,
  },
  {
    name: "balance_is_its_postings",
    sql: (since) => `
      SELECT a.id AS subject, 'says ' || a.balance || ', its postings say ' || s.summed AS problem
        FROM ledger_account a CROSS JOIN LATERAL (
          SELECT coalesce(sum(CASE WHEN a.normal = 'debit' THEN p.amount ELSE -p.amount END), 0) AS summed
            FROM ledger_posting p WHERE p.ledger_account_id = a.id) s
       WHERE a.balance IS NOT NULL AND ${touched(since, "a.account_id")} AND (a.balance <> s.summed OR a.balance < 0)`,
  },
  {
    name: "reversal_is_opposite",
    sql: (since) => `
      SELECT r.id AS subject,
             CASE WHEN o.id IS NULL THEN 'reverses a journal that is not there'
                  WHEN o.reverses_id IS NOT NULL THEN 'reverses a reversal'
                  ELSE 'is not the opposite of ' || o.id END AS problem
        FROM ledger_journal r LEFT JOIN ledger_journal o ON o.id = r.reverses_id
       WHERE r.reverses_id IS NOT NULL AND ${from(since, "r.id")}
         AND (o.id IS NULL OR o.reverses_id IS NOT NULL OR EXISTS (
           SELECT 1 FROM ledger_posting p WHERE p.journal_id IN (r.id, o.id)
            GROUP BY p.ledger_account_id HAVING sum(p.amount) <> 0))`,
  },
  {
    name: "lot_is_its_account",
    sql: (since) => `
      SELECT l.id AS subject,
             CASE WHEN a.id IS NULL OR a.code <> 'wallet.lot' OR a.reference <> l.id::text OR a.account_id <> l.account_id
                    THEN 'has another ledger account than its own'
                  WHEN a.balance > l.granted_nanos THEN 'holds ' || a.balance || ' of ' || l.granted_nanos || ' granted'
                  WHEN l.state <> 'open' AND a.balance <> 0 THEN 'is ' || l.state || ' with ' || a.balance || ' left'
                  ELSE 'was granted ' || l.granted_nanos || ', its first movement brought ' || coalesce(f.amount::text, 'nothing')
                  END AS problem
        FROM credit_lot l LEFT JOIN ledger_account a ON a.id = l.ledger_account_id
        LEFT JOIN LATERAL (
          SELECT -p.amount AS amount FROM ledger_posting p JOIN ledger_journal j ON j.id = p.journal_id
           -- A batch may fill a lot and take from it at one instant; what filled it came first.
           WHERE p.ledger_account_id = a.id ORDER BY j.recorded_at, (-p.amount = l.granted_nanos) DESC, j.id LIMIT 1) f ON true
       WHERE ${touched(since, "l.account_id")}
         AND (a.id IS NULL OR a.code <> 'wallet.lot' OR a.reference <> l.id::text OR a.account_id <> l.account_id
           OR a.balance > l.granted_nanos OR (l.state <> 'open' AND a.balance <> 0)
           OR f.amount IS DISTINCT FROM l.granted_nanos)`,
  },
  {
    // Rebuilt from the postings: a day holds what was recorded from its first movement to the next day's.
    name: "wallet_day_is_its_postings",
    sql: (since) => `
      WITH days AS (
        SELECT d.*, lag(closing_nanos, 1, 0) OVER w AS before_nanos, lead(starts_at) OVER w AS ends_at
          FROM wallet_day d WHERE ${touched(since, "d.account_id")} WINDOW w AS (PARTITION BY account_id ORDER BY day)
      )
      SELECT d.account_id AS subject,
             'day ' || d.day || ' goes from ' || d.opening_nanos || ' to ' || d.closing_nanos || ' (usage ' || d.usage_nanos
               || '), its postings from ' || d.before_nanos || ' by ' || m.moved || ' (usage ' || m.used || ')' AS problem
        FROM days d CROSS JOIN LATERAL (
          SELECT coalesce(-sum(p.amount), 0) AS moved,
                 coalesce(-sum(p.amount) FILTER (WHERE j.kind LIKE 'usage.%'), 0) AS used
            FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id
            JOIN ledger_account l ON l.id = p.ledger_account_id AND l.code IN ('wallet.lot', 'wallet.debt')
           WHERE j.account_id = d.account_id AND j.recorded_at >= d.starts_at
             AND (d.ends_at IS NULL OR j.recorded_at < d.ends_at)) m
       WHERE d.opening_nanos <> d.before_nanos OR d.closing_nanos - d.opening_nanos <> m.moved OR d.usage_nanos <> m.used
      UNION ALL
      SELECT w.account_id, 'is worth ' || w.worth || ', its last day closes with ' || coalesce(d.closing_nanos, 0)
        FROM (SELECT account_id, sum(CASE normal WHEN 'credit' THEN balance ELSE -balance END) AS worth FROM ledger_account
               WHERE code IN ('wallet.lot', 'wallet.debt') AND ${touched(since, "account_id")} GROUP BY 1) w
        LEFT JOIN LATERAL (SELECT closing_nanos FROM wallet_day d WHERE d.account_id = w.account_id
                            ORDER BY day DESC LIMIT 1) d ON true
       WHERE coalesce(d.closing_nanos, 0) <> w.worth`,
  },
  {
    // What a refund set aside leaves when it settles or is called off, in the same commit (R3.6).
    name: "reserved_is_what_drains",
    sql: (since) => `
      SELECT account_id AS subject,
             'holds ' || coalesce(held.nanos, 0) || ' set aside, its draining refunds set aside ' || coalesce(drains.nanos, 0)
               AS problem
        FROM (SELECT account_id, sum(balance) AS nanos FROM ledger_account
               WHERE code = 'refund.reserved' AND ${touched(since, "account_id")} GROUP BY 1) held
        FULL JOIN (SELECT account_id, sum(reserved_nanos) AS nanos FROM refund
                    WHERE state = 'draining' AND reserved_nanos IS NOT NULL AND ${touched(since, "account_id")} GROUP BY 1) drains
             USING (account_id)
       WHERE coalesce(held.nanos, 0) <> coalesce(drains.nanos, 0)`,
  },
  {
    // Frozen is what open disputes froze; away is what they hold and what a loss has not divided yet (C4.10).
    name: "disputed_is_what_disputes_hold",
    sql: (since) => `
      SELECT account_id AS subject,
             'holds ' || coalesce(held.frozen, 0) || ' frozen and ' || coalesce(held.away, 0) || ' away, its disputes '
               || coalesce(says.frozen, 0) || ' and ' || coalesce(says.away, 0) AS problem
        FROM (SELECT account_id, coalesce(sum(balance) FILTER (WHERE code = 'dispute.frozen'), 0) AS frozen,
                     coalesce(sum(balance) FILTER (WHERE code = 'payment.disputed'), 0) AS away FROM ledger_account
               WHERE code IN ('dispute.frozen', 'payment.disputed') AND ${touched(since, "account_id")} GROUP BY 1) held
        FULL JOIN (SELECT account_id, coalesce(sum(frozen_nanos + frozen_bonus_nanos) FILTER (WHERE holds = 'credits'), 0) AS frozen,
                          coalesce(sum(withdrawn_nanos) FILTER (WHERE taken_nanos IS NULL), 0) AS away FROM payment_dispute
                    WHERE ${touched(since, "account_id")} GROUP BY 1) says USING (account_id)
       WHERE coalesce(held.frozen, 0) <> coalesce(says.frozen, 0) OR coalesce(held.away, 0) <> coalesce(says.away, 0)`,
  },
  {
    name: "journal_refers",
    joinsTables: true,
    sql: (since) => `
      SELECT j.id AS subject, 'names an account or a decision that is not there' AS problem FROM ledger_journal j
       WHERE ${from(since, "j.id")} AND j.account_id IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM account a WHERE a.id = j.account_id)
      UNION
      SELECT j.id, 'names an account or a decision that is not there' FROM ledger_journal j
       WHERE ${from(since, "j.id")} AND j.decision_id IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.id = j.decision_id)
      UNION
      SELECT l.id, 'names an order that is not there' FROM credit_lot l
       WHERE ${from(since, "l.id")} AND l.order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "order" o WHERE o.id = l.order_id)`,
  },
];
