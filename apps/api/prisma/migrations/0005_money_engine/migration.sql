-- The money engine: wallets with counters, holds that settle in parts, usage by batch, roll-ups, top-ups and their
-- bonus, automatic top-ups, referrals, price agreements, month close; the ledger's laws per statement, not per row.

-- Instants as the API writes them.
CREATE FUNCTION tenure_iso(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- ── usage events and holds ──────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE usage_event DROP CONSTRAINT usage_event_term_id_fkey;
ALTER TABLE usage_event DROP CONSTRAINT usage_event_model_price_id_fkey;
ALTER TABLE usage_hold DROP CONSTRAINT usage_hold_term_id_fkey;
DROP INDEX usage_event_term_id_idx;

ALTER TABLE usage_event
  ADD COLUMN kind TEXT NOT NULL DEFAULT 'usage',
  ADD COLUMN corrects_id UUID,
  ADD COLUMN model TEXT,
  ADD COLUMN agreement_id UUID,
  ADD COLUMN counts JSONB,
  ADD COLUMN burns JSONB,
  ADD COLUMN batch_id UUID;
UPDATE usage_event e SET model = p.model, batch_id = e.id FROM model_price p WHERE p.id = e.model_price_id;
ALTER TABLE usage_event
  ALTER COLUMN model SET NOT NULL,
  ALTER COLUMN batch_id SET NOT NULL,
  DROP COLUMN input_hashes,
  DROP CONSTRAINT usage_event_split,
  ADD CONSTRAINT usage_event_kind CHECK (kind IN ('usage', 'reversal')),
  ADD CONSTRAINT usage_event_reverses CHECK (kind <> 'reversal' OR corrects_id IS NOT NULL),
  ADD CONSTRAINT usage_event_split CHECK (amount_nanos = plan_nanos + credit_nanos + debt_nanos
    AND CASE WHEN kind = 'usage' THEN plan_nanos >= 0 AND credit_nanos >= 0 AND debt_nanos >= 0
             ELSE plan_nanos <= 0 AND credit_nanos <= 0 AND debt_nanos <= 0 END);
CREATE INDEX usage_event_batch_id_idx ON usage_event (batch_id);
-- One reversal per event.
CREATE UNIQUE INDEX usage_event_reversed_once ON usage_event (corrects_id) WHERE kind = 'reversal';
CREATE INDEX usage_event_corrects ON usage_event (corrects_id) WHERE corrects_id IS NOT NULL;

ALTER TABLE usage_hold
  ADD COLUMN client_key TEXT,
  ADD COLUMN request JSONB,
  ADD COLUMN usage_final BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN left_plan_nanos BIGINT,
  ADD COLUMN left_credit_nanos BIGINT,
  ADD COLUMN refusals JSONB,
  ADD COLUMN batch_id UUID;
UPDATE usage_hold SET batch_id = id, usage_final = settled_nanos IS NOT NULL,
  left_plan_nanos = CASE WHEN state = 'open' THEN plan_nanos ELSE 0 END,
  left_credit_nanos = CASE WHEN state = 'open' THEN amount_nanos - plan_nanos ELSE 0 END;
ALTER TABLE usage_hold
  ALTER COLUMN left_plan_nanos SET NOT NULL,
  ALTER COLUMN left_credit_nanos SET NOT NULL,
  ALTER COLUMN batch_id SET NOT NULL,
  DROP CONSTRAINT usage_hold_state,
  ADD CONSTRAINT usage_hold_state CHECK (state IN ('open', 'settled', 'released', 'expired', 'declined')),
  ADD CONSTRAINT usage_hold_left CHECK (left_plan_nanos BETWEEN 0 AND plan_nanos
    AND left_credit_nanos BETWEEN 0 AND amount_nanos - plan_nanos
    AND (state = 'open' OR (left_plan_nanos = 0 AND left_credit_nanos = 0))),
  ADD CONSTRAINT usage_hold_declined CHECK ((state = 'declined') = (refusals IS NOT NULL));
DROP INDEX usage_hold_account_id_state_idx;
CREATE UNIQUE INDEX usage_hold_account_id_client_key_key ON usage_hold (account_id, client_key);
CREATE INDEX usage_hold_account_id_opened_at_idx ON usage_hold (account_id, opened_at);
CREATE INDEX usage_hold_open ON usage_hold (account_id, expires_at) WHERE state = 'open';
CREATE INDEX usage_hold_overdue ON usage_hold (expires_at) WHERE state = 'open';
CREATE INDEX usage_hold_term ON usage_hold (term_id) WHERE state = 'open';

-- ── terms: what open holds were promised; usage falls only by a correction ──────────────────────────────────────

ALTER TABLE term
  ADD COLUMN held_nanos BIGINT NOT NULL DEFAULT 0,
  ADD CONSTRAINT term_held CHECK (held_nanos >= 0);
UPDATE term t SET held_nanos =
  (SELECT coalesce(sum(left_plan_nanos), 0) FROM usage_hold h WHERE h.term_id = t.id AND h.state = 'open');
CREATE OR REPLACE FUNCTION term_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.plan_price_id, NEW.order_id, NEW.included_nanos, NEW.starts_at, NEW.account_id, NEW.subscription_id)
     IS DISTINCT FROM
     (OLD.plan_price_id, OLD.order_id, OLD.included_nanos, OLD.starts_at, OLD.account_id, OLD.subscription_id) THEN
    RAISE EXCEPTION 'term: price, order and start of a term never change (T3.1)' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- ── wallets ─────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE "wallet" (
    "account_id" UUID NOT NULL,
    "held_nanos" BIGINT NOT NULL DEFAULT 0,
    "used_nanos" BIGINT NOT NULL DEFAULT 0,
    "day" DATE,
    "day_spent_nanos" BIGINT NOT NULL DEFAULT 0,
    "month" DATE,
    "month_spent_nanos" BIGINT NOT NULL DEFAULT 0,
    "day_limit_nanos" BIGINT,
    "month_limit_nanos" BIGINT,
    "warn_bps" INTEGER NOT NULL DEFAULT 8000,
    "warned_day" DATE,
    "warned_month" DATE,

    CONSTRAINT "wallet_pkey" PRIMARY KEY ("account_id")
);
ALTER TABLE "wallet" ADD CONSTRAINT "wallet_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE wallet
  ADD CONSTRAINT wallet_held CHECK (held_nanos >= 0),
  ADD CONSTRAINT wallet_limits CHECK (day_limit_nanos >= 0 AND month_limit_nanos >= 0),
  ADD CONSTRAINT wallet_warn CHECK (warn_bps BETWEEN 1 AND 10000);
INSERT INTO wallet (account_id, held_nanos, used_nanos)
  SELECT a.id,
         (SELECT coalesce(sum(left_credit_nanos), 0) FROM usage_hold h WHERE h.account_id = a.id AND h.state = 'open'),
         (SELECT coalesce(sum(credit_nanos + debt_nanos), 0) FROM usage_event e WHERE e.account_id = a.id)
    FROM account a;
-- Every account has one, whoever opens it.
CREATE FUNCTION account_opens_wallet() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO wallet (account_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER account_opens_wallet AFTER INSERT ON account FOR EACH ROW EXECUTE FUNCTION account_opens_wallet();

CREATE TABLE "usage_rollup" (
    "account_id" UUID NOT NULL,
    "grain" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "model" TEXT NOT NULL,
    "api_key_id" UUID NOT NULL,
    "requests" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cached_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "plan_nanos" BIGINT NOT NULL,
    "credit_nanos" BIGINT NOT NULL,
    "debt_nanos" BIGINT NOT NULL,

    CONSTRAINT "usage_rollup_pkey" PRIMARY KEY ("account_id","grain","starts_at","model","api_key_id")
);
ALTER TABLE usage_rollup ADD CONSTRAINT usage_rollup_grain CHECK (grain IN ('hour', 'day'));
INSERT INTO usage_rollup
  SELECT e.account_id, g.grain,
         CASE g.grain WHEN 'hour' THEN date_trunc('hour', e.occurred_at, 'UTC')
                      ELSE date_trunc('day', e.occurred_at, a.time_zone) END,
         e.model, coalesce(e.api_key_id, '00000000-0000-0000-0000-000000000000'),
         count(*), sum(coalesce((e.tokens->>'inputTokens')::bigint, 0)),
         sum(coalesce((e.tokens->>'cachedInputTokens')::bigint, 0)),
         sum(coalesce((e.tokens->>'outputTokens')::bigint, 0)),
         sum(coalesce((e.tokens->>'reasoningTokens')::bigint, 0)),
         sum(e.amount_nanos), sum(e.plan_nanos), sum(e.credit_nanos), sum(e.debt_nanos)
    FROM usage_event e JOIN account a ON a.id = e.account_id CROSS JOIN (VALUES ('hour'), ('day')) AS g (grain)
   GROUP BY 1, 2, 3, 4, 5;

-- ── the ledger's laws, per statement ────────────────────────────────────────────────────────────────────────────

CREATE TABLE "wallet_day" (
    "account_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "opening_nanos" DECIMAL(38,0) NOT NULL,
    "usage_nanos" DECIMAL(38,0) NOT NULL,
    "closing_nanos" DECIMAL(38,0) NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wallet_day_pkey" PRIMARY KEY ("account_id","day")
);
INSERT INTO wallet_day
  SELECT account_id, day, sum(moved) OVER w - moved, used, sum(moved) OVER w, starts_at FROM (
    SELECT p.account_id, (j.recorded_at AT TIME ZONE a.time_zone)::date AS day, -sum(p.amount) AS moved,
           coalesce(-sum(p.amount) FILTER (WHERE j.kind LIKE 'usage.%'), 0) AS used, min(j.recorded_at) AS starts_at
      FROM ledger_posting p JOIN ledger_journal j ON j.id = p.journal_id
      JOIN ledger_account l ON l.id = p.ledger_account_id JOIN account a ON a.id = p.account_id
     WHERE l.code IN ('wallet.lot', 'wallet.debt') GROUP BY 1, 2) AS days
  WINDOW w AS (PARTITION BY account_id ORDER BY day);
-- What a statement lists one by one: everything but usage, which it sums by the day.
CREATE INDEX ledger_journal_movement ON ledger_journal (account_id, recorded_at) WHERE kind NOT LIKE 'usage.%';

-- A whole statement of postings at once: a batch of usage pays one trigger, not one per row. A foreign key would lock
-- the platform's few ledger accounts in every transaction; the trigger asks for both sides instead, and nobody may
-- delete either.
DROP TRIGGER ledger_keep_balance ON ledger_posting;
DROP TRIGGER ledger_sum_zero ON ledger_posting;
DROP FUNCTION ledger_sum_zero();
DROP FUNCTION ledger_keep_balance();
ALTER TABLE ledger_posting
  DROP CONSTRAINT ledger_posting_journal_id_fkey,
  DROP CONSTRAINT ledger_posting_ledger_account_id_fkey;
-- The usage batch that a journal settles; null for every other movement.
ALTER TABLE ledger_journal ADD COLUMN batch_id UUID;
CREATE INDEX ledger_journal_batch_id_idx ON ledger_journal (batch_id);
-- Not with the id behind the instant: a plan made while the table was small would look ids up there, through all of it.
CREATE INDEX ledger_journal_effective_at_idx ON ledger_journal (effective_at);
CREATE INDEX ledger_journal_recorded_at_idx ON ledger_journal (recorded_at);

CREATE FUNCTION ledger_keep_balances() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  wrong record;
  moved_accounts uuid[];
BEGIN
  -- A journal is written whole, by one statement: it brings position 0, and the primary key lets that come once. So
  -- nobody adds to a journal that was balanced, nor to one of a closed month.
  SELECT g.journal_id, bool_or(g.missing) AS missing, bool_or(g.elsewhere) AS elsewhere, bool_or(g.exchanged) AS exchanged,
         bool_or(g.astray) AS astray, bool_or(g.moved <> 0) AS uneven
    INTO wrong
    FROM (SELECT n.journal_id, bool_or(l.id IS NULL OR j.id IS NULL) AS missing,
                 bool_or(l.account_id IS DISTINCT FROM n.account_id) AS elsewhere,
                 bool_or(l.currency <> n.currency) AS exchanged,
                 bool_or(n.account_id IS NOT NULL AND j.account_id IS DISTINCT FROM n.account_id) AS astray,
                 sum(n.amount) AS moved, min(n.position) AS first
            FROM posted n LEFT JOIN ledger_account l ON l.id = n.ledger_account_id
            LEFT JOIN ledger_journal j ON j.id = n.journal_id
           GROUP BY n.journal_id, n.currency) AS g
   GROUP BY g.journal_id
  HAVING bool_or(g.missing OR g.elsewhere OR g.exchanged OR g.astray OR g.moved <> 0) OR min(g.first) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '%', CASE
        WHEN wrong.missing THEN 'ledger: posting of a journal or on a ledger account that is not there'
        WHEN wrong.elsewhere THEN 'ledger: posting names another account than its ledger account'
        WHEN wrong.exchanged THEN 'ledger: posting in another currency than its ledger account'
        WHEN wrong.astray THEN format('ledger: journal %s moves money of another account than its own', wrong.journal_id)
        WHEN wrong.uneven THEN format('ledger: journal %s does not sum to zero', wrong.journal_id)
        ELSE format('ledger: journal %s was written before; nothing is added to it', wrong.journal_id) END
      USING ERRCODE = CASE WHEN wrong.missing THEN 'foreign_key_violation' ELSE 'check_violation' END;
  END IF;
  -- Every writer holds these locks already; one that does not waits here, so that balances and days keep their order.
  SELECT array_agg(DISTINCT account_id) INTO moved_accounts FROM posted WHERE account_id IS NOT NULL;
  PERFORM 1 FROM account WHERE id = ANY(moved_accounts) ORDER BY id FOR NO KEY UPDATE;
  UPDATE ledger_account l SET balance = l.balance + CASE WHEN l.normal = 'debit' THEN s.moved ELSE -s.moved END
    FROM (SELECT ledger_account_id, sum(amount) AS moved FROM posted WHERE account_id IS NOT NULL
           GROUP BY ledger_account_id) AS s
   WHERE l.id = s.ledger_account_id;
  -- What the wallet was worth before and after, per local day, and how much of the change was usage: a statement of
  -- any period starts from it. Never before the latest day there is: a changed time zone must not reopen yesterday.
  INSERT INTO wallet_day AS d (account_id, day, opening_nanos, usage_nanos, closing_nanos, starts_at)
  SELECT m.account_id, greatest(m.day, b.day), coalesce(b.closing_nanos, 0), m.used,
         coalesce(b.closing_nanos, 0) + m.moved, m.starts_at
    FROM (SELECT n.account_id, max((j.recorded_at AT TIME ZONE a.time_zone)::date) AS day, -sum(n.amount) AS moved,
                 coalesce(-sum(n.amount) FILTER (WHERE j.kind LIKE 'usage.%'), 0) AS used, min(j.recorded_at) AS starts_at
            FROM posted n JOIN ledger_account l ON l.id = n.ledger_account_id AND l.code IN ('wallet.lot', 'wallet.debt')
            JOIN ledger_journal j ON j.id = n.journal_id JOIN account a ON a.id = n.account_id
           GROUP BY 1) AS m
    LEFT JOIN LATERAL (SELECT day, closing_nanos FROM wallet_day e WHERE e.account_id = m.account_id
                        ORDER BY e.day DESC LIMIT 1) AS b ON true
  ON CONFLICT (account_id, day) DO UPDATE
    SET closing_nanos = d.closing_nanos + (excluded.closing_nanos - excluded.opening_nanos),
        usage_nanos = d.usage_nanos + excluded.usage_nanos,
        starts_at = least(d.starts_at, excluded.starts_at);
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_keep_balances AFTER INSERT ON ledger_posting
  REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep_balances();

-- A journal without postings says nothing: both come in one statement (apps/api/src/ledger/post.ts).
DROP TRIGGER ledger_has_postings ON ledger_journal;
CREATE OR REPLACE FUNCTION ledger_has_postings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  empty uuid;
BEGIN
  -- A look-up per journal and not an anti join: a plan made while the table was small would read all of it.
  SELECT w.id INTO empty FROM written w
   WHERE (SELECT p.position FROM ledger_posting p WHERE p.journal_id = w.id AND p.position = 0) IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger: journal % has no postings in its statement', empty USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_has_postings AFTER INSERT ON ledger_journal
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_has_postings();

-- Called where a ledger account that a statement counts on was opened by another transaction meanwhile.
CREATE FUNCTION ledger_try_again() RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger: a ledger account was opened meanwhile; run the transaction again' USING ERRCODE = 'serialization_failure';
END $$;

-- ── month close ─────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE "ledger_close" (
    "month" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "totals" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "closed_by" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_close_pkey" PRIMARY KEY ("month","currency")
);
-- Months are the platform's, in UTC, and only one that is over can be closed.
ALTER TABLE ledger_close
  ADD CONSTRAINT ledger_close_month CHECK (extract(day FROM month) = 1),
  ADD CONSTRAINT ledger_close_over CHECK (closed_at >= (month + interval '1 month') AT TIME ZONE 'UTC');
-- What comes to light later counts in the month in which it was found. Only a journal of a month that is over can
-- meet a close, so only such a one takes the lock that a close takes for itself.
CREATE FUNCTION ledger_month_is_open() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  closed_to date;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM written WHERE effective_at < date_trunc('month', clock_timestamp(), 'UTC')) THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('tenure.ledger_close', 0));
  SELECT max(month) + interval '1 month' INTO closed_to FROM ledger_close;
  IF closed_to IS NOT NULL AND EXISTS
     (SELECT 1 FROM written WHERE effective_at < closed_to::timestamp AT TIME ZONE 'UTC') THEN
    RAISE EXCEPTION 'ledger: the month is closed; nothing is effective before %', closed_to USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_month_is_open AFTER INSERT ON ledger_journal
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_month_is_open();
-- Where a correction may take effect at the earliest; null while no month was closed. Every scope may ask.
CREATE FUNCTION ledger_open_from() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (max(month) + interval '1 month') AT TIME ZONE 'UTC' FROM ledger_close
$$;
-- Waits until every transaction that wrote a journal before has ended. Called before a close, in a transaction of its
-- own: one that began in the month that ends may have written into it without the lock above.
CREATE FUNCTION ledger_await_writers() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  LOCK TABLE ledger_journal IN SHARE MODE;
END $$;

-- ── lots, orders, top-ups ───────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE credit_lot
  ADD COLUMN order_id UUID,
  ADD COLUMN warned_at TIMESTAMPTZ(3),
  DROP CONSTRAINT credit_lot_state,
  ADD CONSTRAINT credit_lot_state CHECK (state IN ('open', 'spent', 'expired', 'revoked', 'forfeited', 'refunded'));
CREATE INDEX credit_lot_order_id_idx ON credit_lot (order_id);
CREATE INDEX credit_lot_expiring ON credit_lot (expires_at) WHERE state = 'open' AND expires_at IS NOT NULL;
CREATE INDEX credit_lot_open ON credit_lot (account_id) WHERE state = 'open';
UPDATE credit_lot l SET state = 'spent', closed_at = l.opened_at FROM ledger_account a
 WHERE a.id = l.ledger_account_id AND l.state = 'open' AND a.balance = 0;

-- What moved credits otherwise than by usage is rare among what usage moved: the Transactions list reads only this.
CREATE INDEX ledger_journal_transactions ON ledger_journal (account_id, id)
  WHERE (kind NOT LIKE 'usage.%' OR kind = 'usage.corrected') AND kind <> 'top_up.paid';

ALTER TABLE "order"
  ADD COLUMN bonus_nanos BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN used_before_nanos BIGINT,
  ADD COLUMN automatic BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT order_bonus CHECK (bonus_nanos >= 0 AND (bonus_nanos = 0 OR kind = 'top_up')),
  -- Usage since payment is counted from here (R3.3).
  ADD CONSTRAINT order_used_before CHECK (kind <> 'top_up' OR state <> 'paid' OR used_before_nanos IS NOT NULL);

CREATE TABLE "payment_method" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "holder_period_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_method_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "fingerprint" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_method_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "payment_method_provider_provider_method_id_key" ON "payment_method"("provider", "provider_method_id");
CREATE INDEX "payment_method_account_id_idx" ON "payment_method"("account_id");
CREATE INDEX "payment_method_fingerprint_idx" ON "payment_method"("fingerprint");

CREATE TABLE "auto_top_up" (
    "account_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'off',
    "amount_nanos" BIGINT NOT NULL,
    "threshold_nanos" BIGINT NOT NULL,
    "monthly_cap_nanos" BIGINT NOT NULL,
    "payment_method_id" UUID,
    "consent_id" UUID,
    "month" DATE,
    "month_charged_nanos" BIGINT NOT NULL DEFAULT 0,
    "pending_order_id" UUID,
    "called_at" TIMESTAMPTZ(3),
    "quiet_until" TIMESTAMPTZ(3),
    "stopped_code" TEXT,
    "stopped_message" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auto_top_up_pkey" PRIMARY KEY ("account_id")
);
ALTER TABLE auto_top_up
  ADD CONSTRAINT auto_top_up_state CHECK (state IN ('off', 'on', 'stopped')),
  -- On only with a card and a stored consent (T6.1).
  ADD CONSTRAINT auto_top_up_consent CHECK (state <> 'on' OR (payment_method_id IS NOT NULL AND consent_id IS NOT NULL)),
  ADD CONSTRAINT auto_top_up_cap CHECK (amount_nanos > 0 AND threshold_nanos >= 0 AND monthly_cap_nanos >= amount_nanos
    AND month_charged_nanos >= 0),
  ADD CONSTRAINT auto_top_up_stopped CHECK ((state = 'stopped') = (stopped_code IS NOT NULL)),
  ADD CONSTRAINT auto_top_up_called CHECK (called_at IS NULL OR pending_order_id IS NOT NULL);
CREATE INDEX auto_top_up_on ON auto_top_up (account_id) WHERE state = 'on' OR pending_order_id IS NOT NULL;
-- The last word on T6.1: on, or on with other terms, takes a consent of its own, given by the holder of now and for a
-- card of the holder of now; and a month is never charged more than its cap.
CREATE FUNCTION auto_top_up_is_consented() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.state = 'on' AND (TG_OP = 'INSERT' OR OLD.state <> 'on'
     OR (NEW.amount_nanos, NEW.threshold_nanos, NEW.monthly_cap_nanos, NEW.payment_method_id, NEW.consent_id)
        IS DISTINCT FROM
        (OLD.amount_nanos, OLD.threshold_nanos, OLD.monthly_cap_nanos, OLD.payment_method_id, OLD.consent_id)) THEN
    IF NOT EXISTS (
      SELECT 1 FROM consent c JOIN holder_period h ON h.id = c.holder_period_id AND h.ended_at IS NULL
        JOIN payment_method m ON m.id = NEW.payment_method_id AND m.holder_period_id = h.id AND m.ended_at IS NULL
       WHERE c.id = NEW.consent_id AND c.account_id = NEW.account_id AND c.kind = 'auto_top_up'
         -- Given for this: not an earlier one taken up again.
         AND (TG_OP = 'INSERT' OR c.given_at >= OLD.updated_at)) THEN
      RAISE EXCEPTION 'automatic top-up: no consent of this holder (T6.1)' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.consent_id IS NOT DISTINCT FROM OLD.consent_id THEN
      RAISE EXCEPTION 'automatic top-up: other terms take a new consent (T6.1)' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.month_charged_nanos > NEW.monthly_cap_nanos
     AND (NEW.month_charged_nanos > OLD.month_charged_nanos OR NEW.month IS DISTINCT FROM OLD.month) THEN
    RAISE EXCEPTION 'automatic top-up: beyond the monthly cap (T6.1)' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER auto_top_up_is_consented BEFORE INSERT OR UPDATE ON auto_top_up
  FOR EACH ROW EXECUTE FUNCTION auto_top_up_is_consented();
-- No automatic order without the switch on for just that amount, and one at a time.
CREATE UNIQUE INDEX order_automatic_pending ON "order" (account_id) WHERE automatic AND state = 'pending';
CREATE FUNCTION order_automatic_is_consented() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.automatic AND NOT EXISTS (
    SELECT 1 FROM auto_top_up a WHERE a.account_id = NEW.account_id AND a.state = 'on' AND a.amount_nanos = NEW.amount_nanos) THEN
    RAISE EXCEPTION 'order: an automatic top-up without consent (T6.1)' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER order_automatic_is_consented AFTER INSERT ON "order"
  FOR EACH ROW WHEN (NEW.automatic) EXECUTE FUNCTION order_automatic_is_consented();

CREATE TABLE "referral_code" (
    "account_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referral_code_pkey" PRIMARY KEY ("account_id")
);
CREATE UNIQUE INDEX "referral_code_code_key" ON "referral_code"("code");

CREATE TABLE "referral" (
    "id" UUID NOT NULL,
    "referrer_account_id" UUID NOT NULL,
    "referred_account_id" UUID NOT NULL,
    "order_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'invited',
    "reason" TEXT,
    "reward_lot_id" UUID,
    "decision_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "referral_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "referral_referred_account_id_key" ON "referral"("referred_account_id");
CREATE UNIQUE INDEX "referral_order_id_key" ON "referral"("order_id");
CREATE INDEX "referral_referrer_account_id_idx" ON "referral"("referrer_account_id");
ALTER TABLE referral
  ADD CONSTRAINT referral_state CHECK (state IN ('invited', 'waiting', 'rewarded', 'refused', 'revoked')),
  ADD CONSTRAINT referral_rewarded CHECK (state <> 'rewarded' OR reward_lot_id IS NOT NULL),
  ADD CONSTRAINT referral_waits CHECK (state <> 'waiting' OR (order_id IS NOT NULL AND due_at IS NOT NULL)),
  ADD CONSTRAINT referral_other CHECK (referrer_account_id <> referred_account_id);
CREATE INDEX referral_due ON referral (due_at) WHERE state = 'waiting';
CREATE INDEX referral_invited ON referral (created_at) WHERE state = 'invited';

CREATE TABLE "account_device" (
    "account_id" UUID NOT NULL,
    "device_hash" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_device_pkey" PRIMARY KEY ("account_id","device_hash")
);
-- Accounts whose clock runs ahead (sandbox): jobs that look by an index on the database clock ask these as well.
CREATE INDEX account_clock_ahead ON account (id) WHERE clock_offset_ms > 0;

-- ── prices agreed with one account ──────────────────────────────────────────────────────────────────────────────

CREATE TABLE "price_revision" (
    "id" INTEGER NOT NULL,
    "revision" BIGINT NOT NULL,

    CONSTRAINT "price_revision_pkey" PRIMARY KEY ("id")
);
INSERT INTO price_revision VALUES (1, 1);
CREATE TABLE "price_agreement" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "models" TEXT[],
    "discount_bps" INTEGER,
    "rates" JSONB,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "decision_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "price_agreement_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "price_agreement_account_id_effective_from_idx" ON "price_agreement"("account_id", "effective_from");
ALTER TABLE price_agreement
  ADD CONSTRAINT price_agreement_one CHECK ((discount_bps IS NULL) <> (rates IS NULL)),
  ADD CONSTRAINT price_agreement_bps CHECK (discount_bps BETWEEN 0 AND 10000),
  ADD CONSTRAINT price_agreement_reference CHECK (length(btrim(reference)) > 0),
  ADD CONSTRAINT price_agreement_order CHECK (ends_at IS NULL OR ends_at >= effective_from);
ALTER TABLE price_import ADD COLUMN effective_from TIMESTAMPTZ(3);
UPDATE price_import SET effective_from = imported_at;
ALTER TABLE price_import ALTER COLUMN effective_from SET NOT NULL;
-- Ending an agreement is the only change it knows.
CREATE FUNCTION price_agreement_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.account_id, NEW.reference, NEW.models, NEW.discount_bps, NEW.rates, NEW.effective_from)
     IS DISTINCT FROM
     (OLD.id, OLD.account_id, OLD.reference, OLD.models, OLD.discount_bps, OLD.rates, OLD.effective_from) THEN
    RAISE EXCEPTION 'price agreement: only its end can change (T1.1)' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER price_agreement_is_kept BEFORE UPDATE ON price_agreement FOR EACH ROW EXECUTE FUNCTION price_agreement_is_kept();
CREATE FUNCTION price_revision_grows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE price_revision SET revision = revision + 1 WHERE id = 1;
  RETURN NULL;
END $$;
CREATE TRIGGER price_revision_grows AFTER INSERT ON model_price FOR EACH STATEMENT EXECUTE FUNCTION price_revision_grows();
CREATE TRIGGER price_revision_grows AFTER INSERT OR UPDATE ON price_agreement FOR EACH STATEMENT EXECUTE FUNCTION price_revision_grows();

-- ── who may do what ─────────────────────────────────────────────────────────────────────────────────────────────

REVOKE UPDATE, DELETE, TRUNCATE ON ledger_close, wallet_day FROM tenure_app;
REVOKE INSERT ON wallet_day FROM tenure_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON price_revision FROM tenure_app;
REVOKE INSERT, DELETE, TRUNCATE ON wallet FROM tenure_app;
REVOKE DELETE, TRUNCATE ON usage_rollup, price_agreement, payment_method, auto_top_up, referral_code, referral, account_device FROM tenure_app;
REVOKE UPDATE ON referral_code, account_device FROM tenure_app;

DO $$
DECLARE
  protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY[
    'wallet', 'usage_rollup', 'wallet_day', 'price_agreement', 'payment_method', 'auto_top_up', 'referral_code',
    'account_device'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY of_account ON %I TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id))', protected);
  END LOOP;
END $$;
-- The books of the platform are closed by the platform alone.
ALTER TABLE ledger_close ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON ledger_close TO tenure_app USING (tenure_sees(NULL)) WITH CHECK (tenure_sees(NULL));
-- Both sides see their referral; only the platform writes one.
ALTER TABLE referral ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON referral TO tenure_app USING (tenure_sees(NULL)) WITH CHECK (tenure_sees(NULL));
CREATE POLICY of_account ON referral FOR SELECT TO tenure_app USING (tenure_sees(referrer_account_id));
