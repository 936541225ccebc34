-- What Prisma cannot say: the clock, states and amounts as CHECKs, one-of-a-kind rows as partial unique indexes, the
-- ledger's laws as triggers, the application role, append-only tables and row security.

-- ── the clock ───────────────────────────────────────────────────────────────────────────────────────────────────

-- The only clock of the product (design.md, "Clock"): milliseconds, since window edges are decided to the millisecond.
CREATE FUNCTION tenure_now(of_account uuid DEFAULT NULL) RETURNS timestamptz
LANGUAGE sql VOLATILE AS $$
  SELECT date_trunc('milliseconds', clock_timestamp()
    + coalesce((SELECT clock_offset_ms FROM account WHERE id = of_account), 0) * interval '1 millisecond')
$$;

-- ── states and amounts ──────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE account
  ADD CONSTRAINT account_state CHECK (state IN ('active', 'suspended', 'terminated', 'closed')),
  -- A live account's clock cannot be moved.
  ADD CONSTRAINT account_live_clock CHECK (NOT livemode OR clock_offset_ms = 0),
  ADD CONSTRAINT account_language CHECK (language IN ('en', 'zh'));
ALTER TABLE subject ADD CONSTRAINT subject_kind CHECK (kind IN ('individual', 'company', 'organisation'));
ALTER TABLE staff ADD CONSTRAINT staff_role CHECK (role IN ('reviewer', 'administrator'));
ALTER TABLE member ADD CONSTRAINT member_role CHECK (role IN ('owner', 'member'));
ALTER TABLE holder_period ADD CONSTRAINT holder_period_order CHECK (ended_at IS NULL OR ended_at >= started_at);
CREATE UNIQUE INDEX holder_period_open ON holder_period (account_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX member_active ON member (account_id, login_id) WHERE ended_at IS NULL;

ALTER TABLE ledger_account
  ADD CONSTRAINT ledger_account_normal CHECK (normal IN ('debit', 'credit')),
  -- Customers' accounts keep their balance and never fall below zero: a lot cannot be overdrawn.
  ADD CONSTRAINT ledger_account_kept CHECK ((account_id IS NULL) = (balance IS NULL)),
  ADD CONSTRAINT ledger_account_not_negative CHECK (balance >= 0);
-- Partial in form only: Prisma cannot say NULLS NOT DISTINCT and leaves partial indexes alone when it compares.
CREATE UNIQUE INDEX ledger_account_one ON ledger_account
  (code, currency, account_id, reference) NULLS NOT DISTINCT WHERE code <> '';
ALTER TABLE ledger_posting ADD CONSTRAINT ledger_posting_amount CHECK (amount <> 0);

ALTER TABLE credit_lot
  ADD CONSTRAINT credit_lot_kind CHECK (kind IN ('paid', 'bonus', 'gift', 'referral')),
  ADD CONSTRAINT credit_lot_state CHECK (state IN ('open', 'spent', 'expired', 'revoked')),
  ADD CONSTRAINT credit_lot_amount CHECK (granted_nanos > 0 AND granted_nanos <= 100000000000000000);

ALTER TABLE plan_price
  ADD CONSTRAINT plan_price_interval CHECK ("interval" IN ('month', 'year')),
  ADD CONSTRAINT plan_price_amount CHECK (amount_nanos >= 0 AND included_usage_nanos >= 0);

ALTER TABLE "order"
  ADD CONSTRAINT order_kind CHECK (kind IN ('subscription', 'top_up')),
  ADD CONSTRAINT order_state CHECK (state IN ('pending', 'paid', 'failed', 'expired')),
  ADD CONSTRAINT order_paid CHECK ((state = 'paid') = (paid_at IS NOT NULL)),
  ADD CONSTRAINT order_amount CHECK (amount_nanos >= 0 AND amount_nanos <= 100000000000000000 AND tax_nanos >= 0);
CREATE SEQUENCE order_number;
CREATE SEQUENCE refund_number;

ALTER TABLE payment
  ADD CONSTRAINT payment_purpose CHECK (purpose IN ('order', 'surplus')),
  ADD CONSTRAINT payment_dispute CHECK (dispute_state IN ('none', 'open', 'won', 'lost')),
  ADD CONSTRAINT payment_amount CHECK (amount_minor > 0);
ALTER TABLE provider_event
  ADD CONSTRAINT provider_event_state CHECK (state IN ('received', 'applied', 'ignored', 'problem'));

ALTER TABLE subscription
  ADD CONSTRAINT subscription_state CHECK (state IN
    ('incomplete', 'active', 'canceling', 'past_due', 'refunding', 'ended')),
  ADD CONSTRAINT subscription_ended CHECK ((state = 'ended') = (ended_at IS NOT NULL));
-- One subscription that runs, per account.
CREATE UNIQUE INDEX subscription_running ON subscription (account_id) WHERE state <> 'ended';
ALTER TABLE term
  ADD CONSTRAINT term_order CHECK (ends_at > starts_at),
  ADD CONSTRAINT term_used CHECK (used_nanos >= 0);

ALTER TABLE usage_event
  ADD CONSTRAINT usage_event_split CHECK (amount_nanos = plan_nanos + credit_nanos + debt_nanos
    AND plan_nanos >= 0 AND credit_nanos >= 0 AND debt_nanos >= 0);
ALTER TABLE usage_hold
  ADD CONSTRAINT usage_hold_state CHECK (state IN ('open', 'settled', 'released', 'expired')),
  ADD CONSTRAINT usage_hold_closed CHECK ((state = 'open') = (closed_at IS NULL)),
  ADD CONSTRAINT usage_hold_amount CHECK (amount_nanos >= 0 AND plan_nanos BETWEEN 0 AND amount_nanos);

ALTER TABLE refund
  ADD CONSTRAINT refund_kind CHECK (kind IN ('subscription', 'surplus')),
  ADD CONSTRAINT refund_state CHECK (state IN
    ('draining', 'ready', 'calling', 'pending', 'unknown', 'refunded', 'failed', 'canceled')),
  ADD CONSTRAINT refund_adds_up CHECK (gross_nanos IS NULL OR gross_nanos = fee_nanos + remainder_nanos + net_nanos),
  ADD CONSTRAINT refund_frozen CHECK (state IN ('draining', 'canceled') OR net_nanos IS NOT NULL);
-- At most one refund of an order under way (R2.3); a surplus payment's return is its own.
CREATE UNIQUE INDEX refund_active ON refund (order_id)
  WHERE kind = 'subscription' AND state IN ('draining', 'ready', 'calling', 'pending', 'unknown');
ALTER TABLE refund_leg
  ADD CONSTRAINT refund_leg_state CHECK (state IN
    ('ready', 'calling', 'pending', 'unknown', 'refunded', 'failed', 'canceled')),
  ADD CONSTRAINT refund_leg_amount CHECK (amount_minor > 0);
ALTER TABLE notice ADD CONSTRAINT notice_state CHECK (state IN ('queued', 'sent', 'failed'));

-- ── the ledger's laws ───────────────────────────────────────────────────────────────────────────────────────────

-- Keeps the stored balance: the application may insert postings but never touch a balance.
CREATE FUNCTION ledger_keep_balance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  target ledger_account;
BEGIN
  SELECT * INTO STRICT target FROM ledger_account WHERE id = NEW.ledger_account_id;
  IF target.currency <> NEW.currency THEN
    RAISE EXCEPTION 'ledger: posting in % on an account in %', NEW.currency, target.currency USING ERRCODE = 'check_violation';
  END IF;
  IF target.account_id IS DISTINCT FROM NEW.account_id THEN
    RAISE EXCEPTION 'ledger: posting names another account than its ledger account' USING ERRCODE = 'check_violation';
  END IF;
  IF target.balance IS NOT NULL THEN
    UPDATE ledger_account
       SET balance = balance + CASE WHEN normal = 'debit' THEN NEW.amount ELSE -NEW.amount END
     WHERE id = NEW.ledger_account_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_keep_balance AFTER INSERT ON ledger_posting
  FOR EACH ROW EXECUTE FUNCTION ledger_keep_balance();

-- Postings of a journal sum to zero in each currency, at commit.
CREATE FUNCTION ledger_sum_zero() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_posting WHERE journal_id = NEW.journal_id
             GROUP BY currency HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'ledger: journal % does not sum to zero', NEW.journal_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_sum_zero AFTER INSERT ON ledger_posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_sum_zero();

-- A journal without postings says nothing and is refused at commit.
CREATE FUNCTION ledger_has_postings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_posting WHERE journal_id = NEW.id) THEN
    RAISE EXCEPTION 'ledger: journal % has no postings', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_has_postings AFTER INSERT ON ledger_journal
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_has_postings();

-- A term's price, order and included usage never change (T3.1); its usage only grows.
CREATE FUNCTION term_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.plan_price_id, NEW.order_id, NEW.included_nanos, NEW.starts_at, NEW.account_id, NEW.subscription_id)
     IS DISTINCT FROM
     (OLD.plan_price_id, OLD.order_id, OLD.included_nanos, OLD.starts_at, OLD.account_id, OLD.subscription_id) THEN
    RAISE EXCEPTION 'term: price, order and start of a term never change (T3.1)' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.used_nanos < OLD.used_nanos THEN
    RAISE EXCEPTION 'term: usage only grows' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER term_is_kept BEFORE UPDATE ON term FOR EACH ROW EXECUTE FUNCTION term_is_kept();

-- The amount of a leg is frozen before the provider is called; the same key may never carry another amount.
CREATE FUNCTION refund_leg_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.amount_minor, NEW.currency, NEW.payment_id, NEW.refund_id) IS DISTINCT FROM
     (OLD.amount_minor, OLD.currency, OLD.payment_id, OLD.refund_id) THEN
    RAISE EXCEPTION 'refund leg: amount and payment are frozen' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refund_leg_is_frozen BEFORE UPDATE ON refund_leg FOR EACH ROW EXECUTE FUNCTION refund_leg_is_frozen();

-- All sides of one journal of an account the caller may see, the platform's included: what a reversal needs.
CREATE FUNCTION ledger_journal_postings(of_journal uuid)
RETURNS TABLE (ledger_account_id uuid, account_id uuid, amount numeric, currency text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.ledger_account_id, p.account_id, p.amount, p.currency
    FROM ledger_posting p JOIN ledger_journal j ON j.id = p.journal_id
   WHERE j.id = of_journal
     AND (current_setting('tenure.scope', true) = 'platform'
       OR j.account_id = nullif(current_setting('tenure.account_id', true), '')::uuid)
$$;

-- ── the application role ────────────────────────────────────────────────────────────────────────────────────────

-- Roles belong to the cluster, migrations to a database: another database may have made it already, even just now.
DO $$ BEGIN
  CREATE ROLE tenure_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  EXECUTE format('GRANT tenure_app TO %I', current_user);
EXCEPTION WHEN unique_violation OR insufficient_privilege THEN NULL;
END $$;

GRANT USAGE ON SCHEMA public TO tenure_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tenure_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO tenure_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tenure_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO tenure_app;
DO $$ BEGIN
  -- Absent where the migrations are only compared with the schema.
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    REVOKE ALL ON TABLE _prisma_migrations FROM tenure_app;
  END IF;
END $$;

-- Append-only: what was recorded stays as it was recorded.
REVOKE UPDATE, DELETE, TRUNCATE ON
  consent, command_record, decision, published_key, audit_row, audit_link, ledger_account, ledger_journal,
  ledger_posting, plan_price, model_price, price_import, usage_event
FROM tenure_app;
-- Rows with a life of their own change but never vanish.
REVOKE DELETE, TRUNCATE ON
  subject, account, holder_period, member, staff, api_key, credit_lot, plan, "order", payment, provider_event,
  operator_alert, subscription, term, usage_hold, refund, refund_leg, notice
FROM tenure_app;

-- ── row security ────────────────────────────────────────────────────────────────────────────────────────────────

-- Every transaction says for whom it works: one account, or the platform (jobs, staff). Without saying so it sees nothing.
CREATE FUNCTION tenure_sees(row_account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT current_setting('tenure.scope', true) = 'platform'
      OR row_account = nullif(current_setting('tenure.account_id', true), '')::uuid
$$;

DO $$
DECLARE
  protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY[
    'holder_period', 'member', 'billing_details', 'consent', 'api_key', 'decision', 'ledger_account',
    'ledger_journal', 'ledger_posting', 'credit_lot', 'order', 'payment', 'subscription', 'term', 'usage_event',
    'usage_hold', 'refund', 'refund_leg', 'notice', 'audit_row'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY of_account ON %I TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id))', protected);
  END LOOP;
END $$;
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON account TO tenure_app USING (tenure_sees(id)) WITH CHECK (tenure_sees(id));
-- The platform's own ledger accounts carry no account; every customer's journal posts against them.
CREATE POLICY of_platform ON ledger_account TO tenure_app USING (account_id IS NULL) WITH CHECK (account_id IS NULL);
CREATE POLICY platform_side ON ledger_posting FOR INSERT TO tenure_app WITH CHECK (account_id IS NULL);
