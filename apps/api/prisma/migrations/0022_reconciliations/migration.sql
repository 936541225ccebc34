-- The providers' books beside ours: runs, their totals, what was listed meanwhile, and in what the books differ.

-- CreateTable
CREATE TABLE "reconciliation" (
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "trigger" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "payments_since" TIMESTAMPTZ(3) NOT NULL,
    "refunds_since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "takes_over" BOOLEAN NOT NULL,
    "run_id" UUID,
    "lines_read" INTEGER NOT NULL DEFAULT 0,
    "compared" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "resolved" INTEGER NOT NULL DEFAULT 0,
    "took_over" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_total" (
    "reconciliation_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "there_count" INTEGER NOT NULL,
    "there_minor" DECIMAL(30,0) NOT NULL,
    "here_count" INTEGER NOT NULL,
    "here_minor" DECIMAL(30,0) NOT NULL,

    CONSTRAINT "reconciliation_total_pkey" PRIMARY KEY ("reconciliation_id","channel","object","currency")
);

-- CreateTable
CREATE TABLE "reconciliation_line" (
    "reconciliation_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "row_id" TEXT,
    "state" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reconciliation_line_pkey" PRIMARY KEY ("reconciliation_id","channel","kind","line_id")
);

-- CreateTable
CREATE TABLE "reconciliation_difference" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "there_minor" BIGINT,
    "there_currency" TEXT,
    "there_state" TEXT,
    "here_minor" BIGINT,
    "here_currency" TEXT,
    "here_state" TEXT,
    "remedy" TEXT NOT NULL,
    "account_id" UUID,
    "order_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'open',
    "set_aside_reason" TEXT,
    "set_aside_by" UUID,
    "first_found_at" TIMESTAMPTZ(3) NOT NULL,
    "last_found_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_difference_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reconciliation_line_reconciliation_id_channel_payment_id_idx" ON "reconciliation_line"("reconciliation_id", "channel", "payment_id");

-- CreateIndex
CREATE INDEX "reconciliation_difference_channel_payment_id_idx" ON "reconciliation_difference"("channel", "payment_id");

-- CreateIndex
CREATE INDEX "reconciliation_difference_state_id_idx" ON "reconciliation_difference"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_difference_channel_object_subject_kind_key" ON "reconciliation_difference"("channel", "object", "subject", "kind");

-- AddForeignKey
ALTER TABLE "reconciliation_total" ADD CONSTRAINT "reconciliation_total_reconciliation_id_fkey" FOREIGN KEY ("reconciliation_id") REFERENCES "reconciliation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_line" ADD CONSTRAINT "reconciliation_line_reconciliation_id_fkey" FOREIGN KEY ("reconciliation_id") REFERENCES "reconciliation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE reconciliation
  ADD CONSTRAINT reconciliation_state CHECK (state IN ('running', 'done', 'failed')),
  ADD CONSTRAINT reconciliation_trigger CHECK (trigger IN ('nightly', 'staff', 'operator')),
  ADD CONSTRAINT reconciliation_ended CHECK ((state = 'running') = (finished_at IS NULL));
-- One at a time: whoever asks for another is shown the one that runs.
CREATE UNIQUE INDEX one_running_reconciliation ON reconciliation ((true)) WHERE state = 'running';

ALTER TABLE reconciliation_total
  ADD CONSTRAINT reconciliation_total_object CHECK (object IN ('payment', 'refund', 'dispute'));
ALTER TABLE reconciliation_line
  ADD CONSTRAINT reconciliation_line_kind CHECK (kind IN ('payment', 'refund', 'refund_return', 'dispute'));
ALTER TABLE reconciliation_difference
  ADD CONSTRAINT reconciliation_difference_state CHECK (state IN ('open', 'set_aside', 'resolved')),
  ADD CONSTRAINT reconciliation_difference_object CHECK (object IN ('payment', 'refund', 'dispute')),
  ADD CONSTRAINT reconciliation_difference_resolved CHECK ((state = 'resolved') = (resolved_at IS NOT NULL)),
  ADD CONSTRAINT reconciliation_difference_set_aside CHECK (state <> 'set_aside' OR set_aside_reason IS NOT NULL);

-- Runs and differences are history. Lines are a tool of their run and go with its end.
REVOKE DELETE, TRUNCATE ON reconciliation, reconciliation_difference FROM tenure_app;
REVOKE UPDATE, DELETE, TRUNCATE ON reconciliation_total FROM tenure_app;
REVOKE UPDATE, TRUNCATE ON reconciliation_line FROM tenure_app;

-- The platform's own: a transaction of an account sees none.
DO $$
DECLARE
  own text;
BEGIN
  FOREACH own IN ARRAY ARRAY['reconciliation', 'reconciliation_total', 'reconciliation_line', 'reconciliation_difference'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own);
    EXECUTE format('CREATE POLICY of_platform ON %I TO tenure_app USING (tenure_sees(NULL)) WITH CHECK (tenure_sees(NULL))', own);
  END LOOP;
END $$;
