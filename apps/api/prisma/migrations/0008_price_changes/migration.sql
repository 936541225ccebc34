-- Changes of a plan's price with notice (T3.1, T3.2), plans as an administrator edits them (T1.1, T2.1), and mails that
-- come back. A decision may be about no account: a price is everybody's.

-- AlterTable
ALTER TABLE "decision" ALTER COLUMN "account_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "bounce_status" TEXT,
ADD COLUMN     "bounced_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "plan" ADD COLUMN     "on_sale" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "plan_price" ADD COLUMN     "name" JSONB,
ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "price_change" (
    "id" UUID NOT NULL,
    "plan_id" TEXT NOT NULL,
    "interval" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "current_price_id" UUID NOT NULL,
    "next_price_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "applies_from" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'scheduled',
    "decision_id" UUID NOT NULL,
    "scheduled_by" UUID NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "canceled_by" UUID,
    "canceled_at" TIMESTAMPTZ(3),
    "announced_at" TIMESTAMPTZ(3),

    CONSTRAINT "price_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_change_notice" (
    "id" UUID NOT NULL,
    "price_change_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "notice_id" UUID,
    "renewal_at" TIMESTAMPTZ(3) NOT NULL,
    "cancel_by" TIMESTAMPTZ(3) NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_term_id" UUID,
    "accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "price_change_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "price_change_next_price_id_key" ON "price_change"("next_price_id");

-- CreateIndex
CREATE INDEX "price_change_plan_id_interval_currency_idx" ON "price_change"("plan_id", "interval", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "price_change_notice_notice_id_key" ON "price_change_notice"("notice_id");

-- CreateIndex
CREATE INDEX "price_change_notice_account_id_idx" ON "price_change_notice"("account_id");

-- CreateIndex
CREATE INDEX "price_change_notice_subscription_id_idx" ON "price_change_notice"("subscription_id");

-- CreateIndex
CREATE UNIQUE INDEX "price_change_notice_price_change_id_subscription_id_attempt_key" ON "price_change_notice"("price_change_id", "subscription_id", "attempt");

-- AddForeignKey
ALTER TABLE "price_change" ADD CONSTRAINT "price_change_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_change" ADD CONSTRAINT "price_change_current_price_id_fkey" FOREIGN KEY ("current_price_id") REFERENCES "plan_price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_change" ADD CONSTRAINT "price_change_next_price_id_fkey" FOREIGN KEY ("next_price_id") REFERENCES "plan_price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_change_notice" ADD CONSTRAINT "price_change_notice_price_change_id_fkey" FOREIGN KEY ("price_change_id") REFERENCES "price_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_change_notice" ADD CONSTRAINT "price_change_notice_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_change_notice" ADD CONSTRAINT "price_change_notice_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma cannot say.

-- A version in force can never be taken back: what was listed was listed (T1.1). Nothing else of a version moves.
ALTER TABLE plan_price
  ADD CONSTRAINT plan_price_withdrawn CHECK (withdrawn_at < effective_from);
GRANT UPDATE (withdrawn_at) ON plan_price TO tenure_app;

ALTER TABLE price_change
  ADD CONSTRAINT price_change_state CHECK (state IN ('scheduled', 'canceled')),
  ADD CONSTRAINT price_change_interval CHECK ("interval" IN ('month', 'year')),
  ADD CONSTRAINT price_change_direction CHECK (direction IN ('raise', 'cut', 'content')),
  ADD CONSTRAINT price_change_canceled CHECK ((state = 'canceled') = (canceled_at IS NOT NULL)),
  -- Taken back before it applies, or not at all; never planned for the past (T3.1).
  ADD CONSTRAINT price_change_canceled_before CHECK (canceled_at < applies_from),
  ADD CONSTRAINT price_change_not_past CHECK (applies_from >= scheduled_at);
ALTER TABLE price_change_notice
  ADD CONSTRAINT price_change_notice_attempt CHECK (attempt >= 1),
  ADD CONSTRAINT price_change_notice_accepted CHECK ((accepted_at IS NULL) = (accepted_term_id IS NULL)),
  -- Nobody accepts a raise that nobody was told of.
  ADD CONSTRAINT price_change_notice_told CHECK (accepted_at IS NULL OR notice_id IS NOT NULL);
-- A raise is accepted once by each subscription.
CREATE UNIQUE INDEX price_change_notice_accepted_once ON price_change_notice (price_change_id, subscription_id)
  WHERE accepted_at IS NOT NULL;
ALTER TABLE notice
  ADD CONSTRAINT notice_bounce CHECK (bounce_status IS NULL OR bounced_at IS NOT NULL);
-- Whoever has a price is found by it.
CREATE INDEX subscription_of_plan ON subscription (plan_id, id) WHERE state <> 'ended';

-- What was planned and what was said stay as they were.
REVOKE UPDATE, DELETE, TRUNCATE ON price_change, price_change_notice FROM tenure_app;
GRANT UPDATE (state, canceled_by, canceled_at, announced_at) ON price_change TO tenure_app;
GRANT UPDATE (accepted_term_id, accepted_at) ON price_change_notice TO tenure_app;

-- A price is everybody's to read, the platform's to change.
ALTER TABLE price_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_everybody ON price_change FOR SELECT TO tenure_app USING (true);
CREATE POLICY of_platform ON price_change TO tenure_app USING (tenure_sees(NULL)) WITH CHECK (tenure_sees(NULL));
ALTER TABLE price_change_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON price_change_notice TO tenure_app
  USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));
