-- Versions of the policy tried on the refund requests of the last days.

-- CreateTable
CREATE TABLE "policy_shadow_run" (
    "id" UUID NOT NULL,
    "policy_version_id" UUID NOT NULL,
    "base_version" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "worker_id" UUID,
    "requests_total" INTEGER NOT NULL,
    "requests_done" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "started_by" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_shadow_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_shadow_difference" (
    "run_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "outcome_before" TEXT NOT NULL,
    "headline_before" TEXT,
    "before_nanos" BIGINT NOT NULL,
    "outcome_after" TEXT NOT NULL,
    "headline_after" TEXT,
    "after_nanos" BIGINT NOT NULL,
    "moved_nanos" BIGINT NOT NULL,

    CONSTRAINT "policy_shadow_difference_pkey" PRIMARY KEY ("run_id","decision_id")
);

-- CreateIndex
CREATE INDEX "policy_shadow_run_policy_version_id_id_idx" ON "policy_shadow_run"("policy_version_id", "id");

-- AddForeignKey
ALTER TABLE "policy_shadow_run" ADD CONSTRAINT "policy_shadow_run_policy_version_id_fkey" FOREIGN KEY ("policy_version_id") REFERENCES "policy_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_shadow_difference" ADD CONSTRAINT "policy_shadow_difference_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "policy_shadow_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE policy_shadow_run
  ADD CONSTRAINT policy_shadow_run_state CHECK (state IN ('running', 'done')),
  ADD CONSTRAINT policy_shadow_run_finished CHECK (
    (state = 'done') = (finished_at IS NOT NULL) AND (state = 'done') = (report IS NOT NULL)),
  ADD CONSTRAINT policy_shadow_run_period CHECK (from_at < to_at),
  ADD CONSTRAINT policy_shadow_run_progress CHECK (requests_done >= 0 AND requests_total >= 0);
ALTER TABLE policy_shadow_difference
  ADD CONSTRAINT policy_shadow_difference_moved CHECK (moved_nanos = after_nanos - before_nanos);

-- A result is not rewritten: a run that begins anew after a crash finds the same once more.
REVOKE UPDATE, DELETE, TRUNCATE ON policy_shadow_run FROM tenure_app;
GRANT UPDATE (state, worker_id, requests_done, report, finished_at) ON policy_shadow_run TO tenure_app;
REVOKE UPDATE, DELETE, TRUNCATE ON policy_shadow_difference FROM tenure_app;

-- Staff's own.
ALTER TABLE policy_shadow_run ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform_only ON policy_shadow_run TO tenure_app
  USING (current_setting('tenure.scope', true) = 'platform')
  WITH CHECK (current_setting('tenure.scope', true) = 'platform');
ALTER TABLE policy_shadow_difference ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform_only ON policy_shadow_difference TO tenure_app
  USING (current_setting('tenure.scope', true) = 'platform')
  WITH CHECK (current_setting('tenure.scope', true) = 'platform');
