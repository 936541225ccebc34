-- Measures against accounts (T4.2), closing one, its own data as a file, distributors and their notifications (T1.3).

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "distributor" TEXT,
ADD COLUMN     "distributor_purchase_id" TEXT;

-- CreateTable
CREATE TABLE "account_measure" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "ground" TEXT,
    "reason" TEXT NOT NULL,
    "evidence_refs" TEXT[],
    "actor_id" TEXT NOT NULL,
    "decision_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_measure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_closing" (
    "account_id" UUID NOT NULL,
    "login_id" UUID NOT NULL,
    "confirmation_version" TEXT NOT NULL,
    "confirmation_hash" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "forfeited_nanos" BIGINT NOT NULL,
    "gift_codes_nanos" BIGINT NOT NULL,
    "decision_id" UUID NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_closing_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "data_export" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "login_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'preparing',
    "files_done" INTEGER NOT NULL DEFAULT 0,
    "files_total" INTEGER NOT NULL,
    "size_bytes" BIGINT,
    "sha256" TEXT,
    "run_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ready_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "link_hash" TEXT,
    "link_until" TIMESTAMPTZ(3),
    "downloaded_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_export_chunk" (
    "export_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "data_export_chunk_pkey" PRIMARY KEY ("export_id","position")
);

-- CreateTable
CREATE TABLE "distributor" (
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "cancel_link" TEXT NOT NULL,
    "refund_link" TEXT NOT NULL,
    "billing_link" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "distributor_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "distributor_secret" (
    "id" UUID NOT NULL,
    "distributor_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retires_at" TIMESTAMPTZ(3),

    CONSTRAINT "distributor_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "distributor_product" (
    "distributor_name" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "interval" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "distributor_product_pkey" PRIMARY KEY ("distributor_name","product_id")
);

-- CreateTable
CREATE TABLE "distributor_event" (
    "id" UUID NOT NULL,
    "distributor_name" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "purchase_id" TEXT NOT NULL,
    "account_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "problem" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "distributor_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "account_measure_account_id_taken_at_idx" ON "account_measure"("account_id", "taken_at");

-- CreateIndex
CREATE UNIQUE INDEX "data_export_link_hash_key" ON "data_export"("link_hash");

-- CreateIndex
CREATE INDEX "data_export_account_id_created_at_idx" ON "data_export"("account_id", "created_at");

-- CreateIndex
CREATE INDEX "distributor_secret_distributor_name_idx" ON "distributor_secret"("distributor_name");

-- CreateIndex
CREATE INDEX "distributor_event_distributor_name_purchase_id_idx" ON "distributor_event"("distributor_name", "purchase_id");

-- CreateIndex
CREATE UNIQUE INDEX "distributor_event_distributor_name_event_id_key" ON "distributor_event"("distributor_name", "event_id");

-- AddForeignKey
ALTER TABLE "data_export_chunk" ADD CONSTRAINT "data_export_chunk_export_id_fkey" FOREIGN KEY ("export_id") REFERENCES "data_export"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "distributor_secret" ADD CONSTRAINT "distributor_secret_distributor_name_fkey" FOREIGN KEY ("distributor_name") REFERENCES "distributor"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "distributor_product" ADD CONSTRAINT "distributor_product_distributor_name_fkey" FOREIGN KEY ("distributor_name") REFERENCES "distributor"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "distributor_event" ADD CONSTRAINT "distributor_event_distributor_name_fkey" FOREIGN KEY ("distributor_name") REFERENCES "distributor"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE account_measure
  ADD CONSTRAINT account_measure_kind CHECK (kind IN ('suspend', 'lift', 'terminate')),
  ADD CONSTRAINT account_measure_ground CHECK ((kind = 'lift') = (ground IS NULL)),
  -- Nobody is suspended or terminated without a reason and evidence.
  ADD CONSTRAINT account_measure_reason CHECK (char_length(reason) BETWEEN 1 AND 2000),
  ADD CONSTRAINT account_measure_evidence CHECK (kind = 'lift' OR cardinality(evidence_refs) > 0);
ALTER TABLE account_closing
  ADD CONSTRAINT account_closing_language CHECK (language IN ('en', 'zh')),
  ADD CONSTRAINT account_closing_amounts CHECK (forfeited_nanos >= 0 AND gift_codes_nanos >= 0);
REVOKE UPDATE, DELETE, TRUNCATE ON account_measure, account_closing FROM tenure_app;

ALTER TABLE data_export
  ADD CONSTRAINT data_export_state CHECK (state IN ('preparing', 'ready', 'failed', 'expired')),
  ADD CONSTRAINT data_export_files CHECK (files_done BETWEEN 0 AND files_total),
  ADD CONSTRAINT data_export_ready CHECK (state <> 'ready' OR
    (size_bytes IS NOT NULL AND sha256 IS NOT NULL AND ready_at IS NOT NULL AND expires_at IS NOT NULL)),
  ADD CONSTRAINT data_export_link CHECK ((link_hash IS NULL) = (link_until IS NULL));
-- One under way at a time, per account.
CREATE UNIQUE INDEX data_export_preparing ON data_export (account_id) WHERE state = 'preparing';
CREATE INDEX data_export_expiring ON data_export (expires_at) WHERE state = 'ready';
-- The row stays, its bytes do not: an expired file is deleted.
REVOKE DELETE, TRUNCATE ON data_export FROM tenure_app;
REVOKE UPDATE, TRUNCATE ON data_export_chunk FROM tenure_app;

ALTER TABLE distributor
  ADD CONSTRAINT distributor_name CHECK (name ~ '^[a-z][a-z0-9_-]{1,38}[a-z0-9]$'),
  ADD CONSTRAINT distributor_links CHECK (cancel_link ~ '^https://' AND refund_link ~ '^https://' AND billing_link ~ '^https://');
ALTER TABLE distributor_product
  ADD CONSTRAINT distributor_product_interval CHECK ("interval" IN ('month', 'year'));
ALTER TABLE distributor_event
  ADD CONSTRAINT distributor_event_state CHECK (state IN ('received', 'applied', 'ignored', 'problem')),
  ADD CONSTRAINT distributor_event_problem CHECK ((state = 'problem') = (problem IS NOT NULL));
CREATE INDEX distributor_event_open ON distributor_event (id) WHERE state IN ('received', 'problem');
-- What a distributor said stays as it said it; only what became of it moves.
REVOKE UPDATE, DELETE, TRUNCATE ON distributor_event FROM tenure_app;
GRANT UPDATE (state, problem, attempts, account_id, handled_at) ON distributor_event TO tenure_app;
REVOKE DELETE, TRUNCATE ON distributor, distributor_secret, distributor_product FROM tenure_app;

-- A purchase made through a distributor, and its account once: a transfer ends it here and begins it there.
ALTER TABLE subscription
  ADD CONSTRAINT subscription_distributor CHECK ((distributor IS NULL) = (distributor_purchase_id IS NULL));
CREATE UNIQUE INDEX subscription_distributor_purchase
  ON subscription (distributor, distributor_purchase_id, account_id) WHERE distributor IS NOT NULL;

DO $$
DECLARE
  protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY['account_measure', 'account_closing', 'data_export', 'data_export_chunk'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY of_account ON %I TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id))', protected);
  END LOOP;
  -- Notifications name people of several accounts; secrets are the operator's.
  FOREACH protected IN ARRAY ARRAY['distributor_event', 'distributor_secret'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY of_platform ON %I TO tenure_app USING (tenure_sees(NULL)) WITH CHECK (tenure_sees(NULL))', protected);
  END LOOP;
END $$;

-- What a distributor sold is renewed there, never here: it is due for nothing (T1.3).
CREATE OR REPLACE FUNCTION term_sets_renewal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE subscription SET renews_at = (
    SELECT t.ends_at FROM term t WHERE t.subscription_id = NEW.subscription_id AND t.ended_at IS NULL
     ORDER BY t.number DESC LIMIT 1)
   WHERE id = NEW.subscription_id AND distributor IS NULL;
  RETURN NULL;
END $$;
ALTER TABLE subscription
  ADD CONSTRAINT subscription_distributor_renews CHECK (distributor IS NULL OR renews_at IS NULL);
