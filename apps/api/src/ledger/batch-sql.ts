/**
 * The ledger's part of the statement with which the usage engine writes a batch (src/usage/engine/write.ts): it is one
 * statement of one round trip, so the ledger lends its SQL instead of a function. Parameters are JSON arrays of rows;
 * null is none. The laws hold all the same: triggers and checks look at every statement (migration 0005).
 */

/** Opens ledger accounts of customers at zero. */
export const INSERT_LEDGER_ACCOUNTS = (parameter: number): string => `
  INSERT INTO ledger_account (id, code, account_id, reference, currency, normal, balance)
  SELECT id, code, account_id, reference, currency, normal, 0
    FROM json_to_recordset($${parameter}) x (id uuid, code text, account_id uuid, reference text, currency text, normal text)`;

/**
 * Opens lots of the present holder; postings of the same statement fill them. The holder is looked up per lot: as a
 * join, the planner reads every holder there is, for a batch that mostly opens none.
 */
export const INSERT_LOTS = (parameter: number): string => `
  INSERT INTO credit_lot (id, account_id, holder_period_id, ledger_account_id, kind, currency, granted_nanos, reason,
                          expires_at, state, opened_at, closed_at)
  SELECT x.id, x.account_id, (SELECT p.id FROM holder_period p WHERE p.account_id = x.account_id AND p.ended_at IS NULL),
         x.ledger_account_id, x.kind, x.currency, x.granted_nanos, x.reason, x.expires_at, x.state,
         x.opened_at, x.closed_at
    FROM json_to_recordset($${parameter}) x (id uuid, account_id uuid, ledger_account_id uuid, kind text, currency text,
                                  granted_nanos bigint, reason text, expires_at timestamptz, state text, opened_at timestamptz, closed_at timestamptz)`;

/** Lots that were emptied, or filled again by a correction: an object by lot id, and the ids. */
export const UPDATE_LOT_STATES = (parameter: number, ids: number): string => `
  UPDATE credit_lot l SET (state, closed_at) = (
         SELECT x.state, x.closed_at FROM jsonb_to_record($${parameter}::jsonb -> l.id::text) x (state text, closed_at timestamptz))
   WHERE l.id = ANY($${ids}::uuid[])`;

/** Heads of movements; `batch` is the parameter with the batch's id. */
export const INSERT_JOURNALS = (parameter: number, batch: number): string => `
  INSERT INTO ledger_journal (id, kind, account_id, effective_at, recorded_at, batch_id)
  SELECT id, kind, account_id, at, at, $${batch}
    FROM json_to_recordset($${parameter}) x (id uuid, kind text, account_id uuid, at timestamptz)`;

/** All sides of all movements of the batch, in one statement: each journal must balance within it. */
export const INSERT_POSTINGS = (parameter: number): string => `
  INSERT INTO ledger_posting (journal_id, position, ledger_account_id, account_id, amount, currency)
  SELECT journal_id, position, ledger_account_id, account_id, amount, currency
    FROM json_to_recordset($${parameter}) x (journal_id uuid, position smallint, ledger_account_id uuid, account_id uuid,
         amount numeric, currency text)`;

/** Opens a ledger account of the platform: code, currency, and the side on which it grows. */
export const OPEN_PLATFORM_ACCOUNT = `
  INSERT INTO ledger_account (code, account_id, reference, currency, normal, balance)
  VALUES ($1, NULL, NULL, $2, $3, NULL) ON CONFLICT DO NOTHING`;
