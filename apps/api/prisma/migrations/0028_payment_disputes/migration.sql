-- What a dispute moves: one row per dispute, what is frozen for it, how its loss was booked.

-- AlterTable
ALTER TABLE "term" ADD COLUMN     "disputed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "payment_dispute" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_dispute_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "provider_status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "amount_currency" TEXT NOT NULL,
    "transactions" JSONB NOT NULL,
    "currency" TEXT NOT NULL,
    "withdrawn_nanos" BIGINT NOT NULL DEFAULT 0,
    "fee_nanos" BIGINT NOT NULL DEFAULT 0,
    "holds" TEXT NOT NULL,
    "paid_by" TEXT NOT NULL,
    "plan_shut" BOOLEAN NOT NULL DEFAULT false,
    "frozen_nanos" BIGINT NOT NULL DEFAULT 0,
    "frozen_bonus_nanos" BIGINT NOT NULL DEFAULT 0,
    "taken_nanos" BIGINT,
    "taken_bonus_nanos" BIGINT,
    "debt_nanos" BIGINT,
    "claim_nanos" BIGINT,
    "beyond_nanos" BIGINT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "evidence_due_at" TIMESTAMPTZ(3),
    "frozen_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_dispute_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payment_dispute_account_id_idx" ON "payment_dispute"("account_id");

-- CreateIndex
CREATE INDEX "payment_dispute_order_id_idx" ON "payment_dispute"("order_id");

-- CreateIndex
CREATE INDEX "payment_dispute_payment_id_idx" ON "payment_dispute"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_dispute_provider_provider_dispute_id_key" ON "payment_dispute"("provider", "provider_dispute_id");

-- AddForeignKey
ALTER TABLE "payment_dispute" ADD CONSTRAINT "payment_dispute_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_dispute" ADD CONSTRAINT "payment_dispute_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE payment_dispute
  ADD CONSTRAINT payment_dispute_state CHECK (state IN ('inquiry', 'open', 'won', 'lost')),
  ADD CONSTRAINT payment_dispute_holds CHECK (holds IN ('credits', 'plan', 'nothing')),
  ADD CONSTRAINT payment_dispute_paid_by CHECK (paid_by IN ('current', 'previous')),
  -- Only an open dispute sets anything aside, and an inquiry takes nothing.
  ADD CONSTRAINT payment_dispute_frozen CHECK (frozen_nanos >= 0 AND frozen_bonus_nanos >= 0
    AND (state = 'open' OR (frozen_nanos = 0 AND frozen_bonus_nanos = 0))),
  ADD CONSTRAINT payment_dispute_plan CHECK (NOT plan_shut OR holds = 'plan'),
  -- A loss is booked whole or not at all, and only where the dispute is lost: it adds up to what the provider took.
  ADD CONSTRAINT payment_dispute_loss CHECK (num_nulls(taken_nanos, taken_bonus_nanos, debt_nanos, claim_nanos, beyond_nanos) IN (0, 5)
    AND (taken_nanos IS NULL OR (state = 'lost' AND taken_nanos + debt_nanos + claim_nanos + beyond_nanos = withdrawn_nanos
      AND least(taken_nanos, taken_bonus_nanos, debt_nanos, claim_nanos, beyond_nanos) >= 0))),
  -- Never a debt of the new holder (C4.10).
  ADD CONSTRAINT payment_dispute_claim CHECK (CASE paid_by WHEN 'previous' THEN coalesce(debt_nanos, 0) ELSE coalesce(claim_nanos, 0) END = 0),
  ADD CONSTRAINT payment_dispute_decided CHECK ((state IN ('won', 'lost')) = (decided_at IS NOT NULL));

REVOKE DELETE, TRUNCATE ON payment_dispute FROM tenure_app;
ALTER TABLE payment_dispute ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON payment_dispute TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));

ALTER TABLE credit_lot
  DROP CONSTRAINT credit_lot_state,
  ADD CONSTRAINT credit_lot_state CHECK (state IN ('open', 'spent', 'expired', 'revoked', 'forfeited', 'refunded', 'frozen', 'charged_back'));
