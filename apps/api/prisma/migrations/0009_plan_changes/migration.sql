-- Changes of plan: what waits for the end of a term, what a term was paid with, and which term it suspends (T1.4, T2.6).

-- CreateTable
CREATE TABLE "plan_change" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'scheduled',
    "plan_price_id" UUID NOT NULL,
    "applies_at" TIMESTAMPTZ(3) NOT NULL,
    "decision_id" UUID NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "dropped_because" TEXT,
    "dropped_by_refund_id" UUID,

    CONSTRAINT "plan_change_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "term" ADD COLUMN     "paid_nanos" BIGINT,
ADD COLUMN     "credited_nanos" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "suspends_term_id" UUID,
ADD COLUMN     "suspended_left_ms" BIGINT,
ADD COLUMN     "suspended_left_nanos" BIGINT,
ADD COLUMN     "suspended_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "plan_change_account_id_idx" ON "plan_change"("account_id");

-- CreateIndex
CREATE INDEX "term_suspends_term_id_idx" ON "term"("suspends_term_id");

-- CreateIndex
CREATE INDEX "term_order_id_idx" ON "term"("order_id");

-- AddForeignKey
ALTER TABLE "plan_change" ADD CONSTRAINT "plan_change_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_change" ADD CONSTRAINT "plan_change_plan_price_id_fkey" FOREIGN KEY ("plan_price_id") REFERENCES "plan_price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term" ADD CONSTRAINT "term_suspends_term_id_fkey" FOREIGN KEY ("suspends_term_id") REFERENCES "term"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE plan_change
  ADD CONSTRAINT plan_change_state CHECK (state IN ('scheduled', 'applied', 'canceled', 'dropped')),
  ADD CONSTRAINT plan_change_settled CHECK ((state = 'scheduled') = (settled_at IS NULL)),
  ADD CONSTRAINT plan_change_dropped CHECK ((state = 'dropped') = (dropped_because IS NOT NULL)
    AND dropped_because IN ('replaced', 'upgrade', 'cancellation', 'refund', 'ended')),
  ADD CONSTRAINT plan_change_refund CHECK (dropped_by_refund_id IS NULL OR dropped_because = 'refund'),
  ADD CONSTRAINT plan_change_later CHECK (applies_at >= scheduled_at);
-- One that waits, per subscription.
CREATE UNIQUE INDEX plan_change_scheduled ON plan_change (subscription_id) WHERE state = 'scheduled';
-- What a refund dropped comes back with its term (R6.4).
CREATE INDEX plan_change_of_refund ON plan_change (dropped_by_refund_id) WHERE dropped_by_refund_id IS NOT NULL;

-- What was arranged stays as it was shown; only its fate is written.
REVOKE UPDATE, DELETE, TRUNCATE ON plan_change FROM tenure_app;
GRANT UPDATE (state, settled_at, dropped_because, dropped_by_refund_id) ON plan_change TO tenure_app;
ALTER TABLE plan_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON plan_change TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));

-- Nothing waits for the end of a subscription that has ended, whatever ended it.
CREATE FUNCTION subscription_end_drops_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE plan_change SET state = 'dropped', dropped_because = 'ended', settled_at = NEW.ended_at
   WHERE subscription_id = NEW.id AND state = 'scheduled';
  RETURN NULL;
END $$;
CREATE TRIGGER subscription_end_drops_change AFTER UPDATE OF state ON subscription
  FOR EACH ROW WHEN (NEW.state = 'ended' AND OLD.state <> 'ended') EXECUTE FUNCTION subscription_end_drops_change();

-- ── what a term was paid with ───────────────────────────────────────────────────────────────────────────────────

-- The cash of its order, before tax; nothing for a gift, whose value is never credited (R2.7).
UPDATE term t SET paid_nanos = CASE WHEN o.gift THEN 0 ELSE o.amount_nanos END FROM "order" o WHERE o.id = t.order_id;
CREATE FUNCTION term_is_paid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.paid_nanos IS NULL THEN
    SELECT CASE WHEN gift THEN 0 ELSE amount_nanos END INTO NEW.paid_nanos FROM "order" WHERE id = NEW.order_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER term_is_paid BEFORE INSERT ON term FOR EACH ROW EXECUTE FUNCTION term_is_paid();

ALTER TABLE term
  ADD CONSTRAINT term_paid CHECK (paid_nanos IS NOT NULL AND paid_nanos >= 0),
  ADD CONSTRAINT term_credited CHECK (credited_nanos >= 0 AND (credited_nanos = 0 OR suspends_term_id IS NOT NULL)),
  ADD CONSTRAINT term_suspends CHECK ((suspends_term_id IS NULL) = (suspended_left_ms IS NULL)
    AND (suspends_term_id IS NULL) = (suspended_left_nanos IS NULL)
    AND suspended_left_ms > 0 AND suspended_left_nanos >= 0 AND suspends_term_id <> id),
  -- A suspended term has ended for now: whoever looks for the one that runs passes it over.
  ADD CONSTRAINT term_suspended CHECK (suspended_at IS NULL OR ended_at IS NOT NULL);
-- The value of a term is credited once: at most one upgrade of it stands.
CREATE UNIQUE INDEX term_suspended_once ON term (suspends_term_id)
  WHERE suspends_term_id IS NOT NULL AND (ended_at IS NULL OR suspended_at IS NOT NULL);

-- What is left of a suspended term only falls: where the refund of its upgrade bounces it had run meanwhile.
CREATE FUNCTION term_value_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'term: what it was paid with and what it suspends never change (T1.4)' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER term_value_is_kept BEFORE UPDATE ON term FOR EACH ROW
  WHEN ((NEW.paid_nanos, NEW.credited_nanos, NEW.suspends_term_id) IS DISTINCT FROM (OLD.paid_nanos, OLD.credited_nanos, OLD.suspends_term_id)
    OR NEW.suspended_left_ms > OLD.suspended_left_ms OR NEW.suspended_left_nanos > OLD.suspended_left_nanos)
  EXECUTE FUNCTION term_value_is_kept();
