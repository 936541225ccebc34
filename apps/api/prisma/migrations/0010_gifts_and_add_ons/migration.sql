-- Subscriptions given as gifts (R2.7) and add-ons with a consent to the exact amount (T6.1).

ALTER TABLE "consent" ADD COLUMN     "currency" TEXT,
ADD COLUMN     "payment_method_id" UUID,
ADD COLUMN     "total_minor" BIGINT;

CREATE TABLE "gift_order" (
    "order_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "terms" INTEGER NOT NULL,
    "recipient_email" TEXT NOT NULL,
    "sender_name" TEXT NOT NULL,
    "message" TEXT,
    "language" TEXT NOT NULL,
    "deliver_at" TIMESTAMPTZ(3),

    CONSTRAINT "gift_order_pkey" PRIMARY KEY ("order_id")
);

CREATE TABLE "gift_subscription" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'offered',
    "plan_price_id" UUID NOT NULL,
    "terms" INTEGER NOT NULL,
    "recipient_email" TEXT NOT NULL,
    "sender_name" TEXT NOT NULL,
    "message" TEXT,
    "language" TEXT NOT NULL,
    "deliver_at" TIMESTAMPTZ(3) NOT NULL,
    "code_hash" TEXT,
    "sendings" INTEGER NOT NULL DEFAULT 0,
    "last_sent_at" TIMESTAMPTZ(3),
    "redeem_by" TIMESTAMPTZ(3) NOT NULL,
    "warned_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "redeemed_at" TIMESTAMPTZ(3),
    "redeemed_by_account_id" UUID,
    "redeemed_order_id" UUID,
    "paid_until" TIMESTAMPTZ(3),
    "renews" BOOLEAN,
    "ending_told_at" TIMESTAMPTZ(3),

    CONSTRAINT "gift_subscription_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "gift_code_attempt" (
    "account_id" UUID NOT NULL,
    "window_started_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL,

    CONSTRAINT "gift_code_attempt_pkey" PRIMARY KEY ("account_id")
);

CREATE TABLE "add_on" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'offered',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "add_on_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "add_on_price" (
    "id" UUID NOT NULL,
    "add_on_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" JSONB NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "add_on_price_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "add_on_purchase" (
    "order_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "add_on_price_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "payment_method_id" UUID NOT NULL,
    "consent_id" UUID NOT NULL,
    "called_at" TIMESTAMPTZ(3),
    "failure_code" TEXT,
    "failure_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "add_on_purchase_pkey" PRIMARY KEY ("order_id")
);

CREATE UNIQUE INDEX "gift_subscription_order_id_key" ON "gift_subscription"("order_id");

CREATE UNIQUE INDEX "gift_subscription_code_hash_key" ON "gift_subscription"("code_hash");

CREATE UNIQUE INDEX "gift_subscription_redeemed_order_id_key" ON "gift_subscription"("redeemed_order_id");

CREATE INDEX "gift_subscription_account_id_idx" ON "gift_subscription"("account_id");

CREATE INDEX "gift_subscription_redeemed_by_account_id_idx" ON "gift_subscription"("redeemed_by_account_id");

CREATE UNIQUE INDEX "add_on_key_key" ON "add_on"("key");

CREATE UNIQUE INDEX "add_on_price_add_on_id_currency_version_key" ON "add_on_price"("add_on_id", "currency", "version");

CREATE UNIQUE INDEX "add_on_purchase_consent_id_key" ON "add_on_purchase"("consent_id");

CREATE INDEX "add_on_purchase_account_id_idx" ON "add_on_purchase"("account_id");

ALTER TABLE "add_on_price" ADD CONSTRAINT "add_on_price_add_on_id_fkey" FOREIGN KEY ("add_on_id") REFERENCES "add_on"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "add_on_purchase" ADD CONSTRAINT "add_on_purchase_add_on_price_id_fkey" FOREIGN KEY ("add_on_price_id") REFERENCES "add_on_price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── gifts ───────────────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE gift_order
  ADD CONSTRAINT gift_order_terms CHECK (terms BETWEEN 1 AND 60),
  ADD CONSTRAINT gift_order_texts CHECK (length(message) <= 2000 AND length(sender_name) BETWEEN 1 AND 80
    AND length(recipient_email) BETWEEN 3 AND 254 AND language IN ('en', 'zh'));
ALTER TABLE gift_subscription
  ADD CONSTRAINT gift_subscription_state CHECK (state IN ('offered', 'canceled', 'redeemed', 'expired')),
  ADD CONSTRAINT gift_subscription_terms CHECK (terms BETWEEN 1 AND 60),
  ADD CONSTRAINT gift_subscription_code CHECK (code_hash ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT gift_subscription_redeemed CHECK ((state = 'redeemed')
    = (redeemed_at IS NOT NULL AND redeemed_by_account_id IS NOT NULL AND redeemed_order_id IS NOT NULL
       AND paid_until IS NOT NULL AND renews IS NOT NULL)),
  ADD CONSTRAINT gift_subscription_ended CHECK ((state IN ('canceled', 'expired')) = (ended_at IS NOT NULL));
-- Where the jobs look: what is to be sent, warned about and ended; what runs out without a charge.
CREATE INDEX gift_subscription_offered ON gift_subscription (redeem_by) WHERE state = 'offered';
CREATE INDEX gift_subscription_unsent ON gift_subscription (deliver_at) WHERE state = 'offered' AND sendings = 0;
CREATE INDEX gift_subscription_ending ON gift_subscription (paid_until)
  WHERE state = 'redeemed' AND NOT renews AND ending_told_at IS NULL;
-- A gift is redeemed once, for good, whatever a program does (R2.7); what was given stays what was paid for.
CREATE FUNCTION gift_subscription_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.account_id, NEW.order_id, NEW.plan_price_id, NEW.terms, NEW.created_at)
     IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.order_id, OLD.plan_price_id, OLD.terms, OLD.created_at) THEN
    RAISE EXCEPTION 'gift: what was given never changes (R2.7)' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'redeemed'
     AND (NEW.state, NEW.redeemed_at, NEW.redeemed_by_account_id, NEW.redeemed_order_id)
         IS DISTINCT FROM (OLD.state, OLD.redeemed_at, OLD.redeemed_by_account_id, OLD.redeemed_order_id) THEN
    RAISE EXCEPTION 'gift: redeemed once, for good (R2.7)' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'redeemed' AND OLD.state NOT IN ('redeemed', 'offered') THEN
    RAISE EXCEPTION 'gift: % and cannot be redeemed (R2.7)', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gift_subscription_is_kept BEFORE UPDATE ON gift_subscription
  FOR EACH ROW EXECUTE FUNCTION gift_subscription_is_kept();

-- ── add-ons ─────────────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE add_on
  ADD CONSTRAINT add_on_state CHECK (state IN ('offered', 'withdrawn')),
  ADD CONSTRAINT add_on_key CHECK (key ~ '^[a-z][a-z0-9-]{1,39}$');
ALTER TABLE add_on_price
  ADD CONSTRAINT add_on_price_amount CHECK (amount_nanos > 0 AND version > 0 AND length(btrim(name)) BETWEEN 1 AND 60);
ALTER TABLE add_on_purchase
  ADD CONSTRAINT add_on_purchase_quantity CHECK (quantity > 0);
CREATE INDEX add_on_purchase_called ON add_on_purchase (created_at) WHERE failure_code IS NULL;
ALTER TABLE consent
  ADD CONSTRAINT consent_exact CHECK (kind <> 'add_on'
    OR (order_id IS NOT NULL AND total_minor > 0 AND currency IS NOT NULL AND payment_method_id IS NOT NULL));
-- One consent pays for one order.
CREATE UNIQUE INDEX consent_of_add_on ON consent (order_id) WHERE kind = 'add_on';

-- The last word on T6.1. An add-on is ordered under a consent of the present holder to that very amount, kept before;
-- its amount never changes; and money taken for it is that amount, of a purchase that says what for.
CREATE FUNCTION order_add_on_is_consented() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.kind, NEW.account_id, NEW.holder_period_id, NEW.currency, NEW.amount_nanos, NEW.tax_nanos, NEW.total_minor)
       IS DISTINCT FROM
       (OLD.kind, OLD.account_id, OLD.holder_period_id, OLD.currency, OLD.amount_nanos, OLD.tax_nanos, OLD.total_minor) THEN
      RAISE EXCEPTION 'order: what was agreed to for an add-on never changes (T6.1)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM consent c JOIN holder_period h ON h.id = c.holder_period_id AND h.ended_at IS NULL
      JOIN payment_method m ON m.id = c.payment_method_id AND m.holder_period_id = h.id AND m.ended_at IS NULL
     WHERE c.order_id = NEW.id AND c.kind = 'add_on' AND c.account_id = NEW.account_id
       AND c.holder_period_id = NEW.holder_period_id AND c.total_minor = NEW.total_minor AND c.currency = NEW.currency
       AND c.given_at <= NEW.created_at) THEN
    RAISE EXCEPTION 'order: an add-on without a consent to its exact amount (T6.1)' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_add_on_is_consented BEFORE INSERT ON "order"
  FOR EACH ROW WHEN (NEW.kind = 'add_on') EXECUTE FUNCTION order_add_on_is_consented();
CREATE TRIGGER order_add_on_is_kept BEFORE UPDATE ON "order"
  FOR EACH ROW WHEN (NEW.kind = 'add_on' OR OLD.kind = 'add_on') EXECUTE FUNCTION order_add_on_is_consented();

CREATE FUNCTION add_on_purchase_is_consented() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.order_id, NEW.account_id, NEW.add_on_price_id, NEW.quantity, NEW.payment_method_id, NEW.consent_id)
       IS DISTINCT FROM
       (OLD.order_id, OLD.account_id, OLD.add_on_price_id, OLD.quantity, OLD.payment_method_id, OLD.consent_id) THEN
      RAISE EXCEPTION 'add-on: what was agreed to never changes (T6.1)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM "order" o JOIN add_on_price p ON p.id = NEW.add_on_price_id AND p.currency = o.currency
      JOIN consent c ON c.id = NEW.consent_id AND c.order_id = o.id AND c.payment_method_id = NEW.payment_method_id
     WHERE o.id = NEW.order_id AND o.kind = 'add_on' AND o.account_id = NEW.account_id
       AND o.amount_nanos = p.amount_nanos * NEW.quantity) THEN
    RAISE EXCEPTION 'add-on: a purchase of something else than was agreed to (T6.1)' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER add_on_purchase_is_consented BEFORE INSERT OR UPDATE ON add_on_purchase
  FOR EACH ROW EXECUTE FUNCTION add_on_purchase_is_consented();

CREATE FUNCTION payment_of_add_on_is_consented() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "order" o WHERE o.id = NEW.order_id AND o.kind = 'add_on') AND NOT EXISTS (
    SELECT 1 FROM add_on_purchase p JOIN consent c ON c.id = p.consent_id
     WHERE p.order_id = NEW.order_id AND p.account_id = NEW.account_id
       AND c.total_minor = NEW.amount_minor AND c.currency = NEW.currency) THEN
    RAISE EXCEPTION 'payment: an add-on charged without a consent to that exact amount (T6.1)' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_of_add_on_is_consented BEFORE INSERT ON payment
  FOR EACH ROW WHEN (NEW.purpose = 'order') EXECUTE FUNCTION payment_of_add_on_is_consented();

-- ── who may do what ─────────────────────────────────────────────────────────────────────────────────────────────

REVOKE UPDATE, DELETE, TRUNCATE ON gift_order, add_on_price FROM tenure_app;
REVOKE DELETE, TRUNCATE ON gift_subscription, gift_code_attempt, add_on, add_on_purchase FROM tenure_app;

DO $$
DECLARE
  protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY['gift_order', 'gift_subscription', 'gift_code_attempt', 'add_on_purchase'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY of_account ON %I TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id))', protected);
  END LOOP;
END $$;
-- Whoever redeemed it sees it too; only the giver's side and the platform write it.
CREATE POLICY of_recipient ON gift_subscription FOR SELECT TO tenure_app USING (tenure_sees(redeemed_by_account_id));
