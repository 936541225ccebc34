-- Billing details per country, saved cards with their expiry, and numbered documents of every payment and refund
-- (T1.2, R3.9).

-- ── who is billed ───────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE billing_details
  ADD COLUMN company_name TEXT,
  ADD COLUMN region TEXT,
  -- A city state has no city, and many countries no postal code: what is needed says the check of core.
  ALTER COLUMN city DROP NOT NULL,
  ALTER COLUMN postal_code DROP NOT NULL;

-- ── saved cards ─────────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE payment_method
  ADD COLUMN brand TEXT,
  ADD COLUMN last4 TEXT,
  ADD COLUMN exp_month INTEGER,
  ADD COLUMN exp_year INTEGER,
  -- When its holder last made it the default; the latest of those that have not ended counts.
  ADD COLUMN chosen_at TIMESTAMPTZ(3),
  -- The month of expiry (2026-12) of which its holder was told.
  ADD COLUMN expiry_told TEXT,
  ADD CONSTRAINT payment_method_expiry CHECK ((exp_month IS NULL) = (exp_year IS NULL) AND exp_month BETWEEN 1 AND 12);
CREATE INDEX payment_method_expiring ON payment_method (exp_year, exp_month) WHERE ended_at IS NULL AND exp_year IS NOT NULL;

CREATE TABLE "card_setup" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "holder_period_id" UUID NOT NULL,
    "login_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "provider" TEXT NOT NULL,
    "provider_session_id" TEXT,
    "page_url" TEXT,
    "payment_method_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_setup_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "card_setup_provider_session_id_key" ON "card_setup"("provider_session_id");
CREATE INDEX "card_setup_account_id_idx" ON "card_setup"("account_id");
ALTER TABLE card_setup
  ADD CONSTRAINT card_setup_state CHECK (state IN ('open', 'saved', 'expired')),
  ADD CONSTRAINT card_setup_saved CHECK ((state = 'saved') = (payment_method_id IS NOT NULL)),
  ADD CONSTRAINT card_setup_closed CHECK ((state = 'open') = (closed_at IS NULL));
REVOKE DELETE, TRUNCATE ON card_setup FROM tenure_app;
ALTER TABLE card_setup ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON card_setup TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));

-- ── invoices and credit notes ───────────────────────────────────────────────────────────────────────────────────

CREATE TABLE "invoice_counter" (
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last_sequence" INTEGER NOT NULL,

    CONSTRAINT "invoice_counter_pkey" PRIMARY KEY ("kind","year")
);
-- A row, not a sequence: it goes back with the transaction that took a number, so that no number is ever missing.
-- Whoever takes one holds the row until the document is committed.
CREATE FUNCTION tenure_next_invoice(of_kind TEXT, of_year INTEGER) RETURNS INTEGER
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO invoice_counter AS counter (kind, year, last_sequence) VALUES (of_kind, of_year, 1)
  ON CONFLICT (kind, year) DO UPDATE SET last_sequence = counter.last_sequence + 1
  RETURNING last_sequence
$$;
REVOKE ALL ON FUNCTION tenure_next_invoice(TEXT, INTEGER) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenure_next_invoice(TEXT, INTEGER) TO tenure_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON invoice_counter FROM tenure_app;

CREATE TABLE "invoice" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "holder_period_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "order_id" UUID NOT NULL,
    "payment_id" UUID,
    "refund_id" UUID,
    "currency" TEXT NOT NULL,
    "net_nanos" BIGINT NOT NULL,
    "tax_nanos" BIGINT NOT NULL,
    "total_nanos" BIGINT NOT NULL,
    "buyer_name" TEXT NOT NULL,
    "order_number" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "invoice_number_key" ON "invoice"("number");
CREATE UNIQUE INDEX "invoice_payment_id_key" ON "invoice"("payment_id");
CREATE UNIQUE INDEX "invoice_kind_year_sequence_key" ON "invoice"("kind", "year", "sequence");
CREATE UNIQUE INDEX "invoice_refund_id_kind_key" ON "invoice"("refund_id", "kind");
CREATE INDEX "invoice_account_id_id_idx" ON "invoice"("account_id", "id");
CREATE INDEX "invoice_order_id_idx" ON "invoice"("order_id");
ALTER TABLE invoice
  ADD CONSTRAINT invoice_kind CHECK (kind IN ('invoice', 'credit_note')),
  -- An invoice is of a payment, or takes back the credit note of a refund that bounced; a credit note is of a refund.
  ADD CONSTRAINT invoice_of CHECK (
    CASE kind WHEN 'invoice' THEN (payment_id IS NULL) <> (refund_id IS NULL)
              ELSE payment_id IS NULL AND refund_id IS NOT NULL END),
  ADD CONSTRAINT invoice_total CHECK (total_nanos = net_nanos + tax_nanos),
  ADD CONSTRAINT invoice_sign CHECK (CASE kind WHEN 'invoice' THEN total_nanos >= 0 ELSE total_nanos <= 0 END);
-- A document bears the number that was taken for it, the newest of its year, or it is not written.
CREATE FUNCTION invoice_is_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence IS DISTINCT FROM
     (SELECT last_sequence FROM invoice_counter WHERE kind = NEW.kind AND year = NEW.year) THEN
    RAISE EXCEPTION 'invoice: % is not the next number (T1.2)', NEW.number USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_is_next BEFORE INSERT ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_is_next();
-- A document that was issued is never changed; what was wrong is put right by another one.
CREATE FUNCTION invoice_is_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'invoice: an issued document is never changed (T1.2)' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER invoice_is_issued BEFORE UPDATE OR DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_is_issued();
REVOKE UPDATE, DELETE, TRUNCATE ON invoice FROM tenure_app;
ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON invoice TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));

-- Who sells, as documents name it: one row per change, the newest counts. Written when a process starts.
CREATE TABLE "seller" (
    "id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seller_pkey" PRIMARY KEY ("id")
);
REVOKE UPDATE, DELETE, TRUNCATE ON seller FROM tenure_app;

-- The document that goes with an e-mail.
ALTER TABLE notice ADD COLUMN invoice_id UUID;
