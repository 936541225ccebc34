-- Renewals (T2.2, T2.3): one per term that ended, frozen before anybody is charged; every try to have it paid.

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "renews_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "renewal" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'due',
    "order_id" UUID NOT NULL,
    "plan_price_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "interval" TEXT NOT NULL,
    "anchor_at" TIMESTAMPTZ(3) NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "tax_nanos" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "included_nanos" BIGINT NOT NULL,
    "last" BOOLEAN NOT NULL,
    "accepted_change_id" UUID,
    "kept_price" JSONB,
    "past_due_since" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "term_id" UUID,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "renewal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "renewal_attempt" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "renewal_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "payment_method_id" UUID,
    "failure" TEXT,
    "provider_code" TEXT,
    "provider_message" TEXT,
    "provider_payment_id" TEXT,
    "provider_session_id" TEXT,
    "page_url" TEXT,
    "decision_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "renewal_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "renewal_order_id_key" ON "renewal"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "renewal_term_id_key" ON "renewal"("term_id");

-- CreateIndex
CREATE INDEX "renewal_account_id_idx" ON "renewal"("account_id");

-- CreateIndex
CREATE INDEX "renewal_batch_id_idx" ON "renewal"("batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "renewal_subscription_id_number_key" ON "renewal"("subscription_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "renewal_attempt_provider_session_id_key" ON "renewal_attempt"("provider_session_id");

-- CreateIndex
CREATE INDEX "renewal_attempt_account_id_idx" ON "renewal_attempt"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "renewal_attempt_renewal_id_number_key" ON "renewal_attempt"("renewal_id", "number");

-- AddForeignKey
ALTER TABLE "renewal" ADD CONSTRAINT "renewal_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "renewal" ADD CONSTRAINT "renewal_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "renewal" ADD CONSTRAINT "renewal_plan_price_id_fkey" FOREIGN KEY ("plan_price_id") REFERENCES "plan_price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "renewal_attempt" ADD CONSTRAINT "renewal_attempt_renewal_id_fkey" FOREIGN KEY ("renewal_id") REFERENCES "renewal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

-- Every kind of order that there is; what pays for it is recorded by the noun it is named after.
ALTER TABLE "order"
  DROP CONSTRAINT order_kind,
  ADD CONSTRAINT order_kind CHECK (kind IN
    ('subscription', 'top_up', 'renewal', 'upgrade', 'add_on', 'gift_subscription'));

ALTER TABLE renewal
  ADD CONSTRAINT renewal_state CHECK (state IN
    ('due', 'charging', 'unknown', 'waiting', 'paid', 'lapsed', 'dropped')),
  ADD CONSTRAINT renewal_number CHECK (number >= 1),
  ADD CONSTRAINT renewal_interval CHECK ("interval" IN ('month', 'year')),
  ADD CONSTRAINT renewal_term CHECK (ends_at > starts_at AND starts_at >= anchor_at),
  ADD CONSTRAINT renewal_amount CHECK (amount_nanos > 0 AND tax_nanos >= 0 AND total_minor > 0 AND included_nanos >= 0),
  ADD CONSTRAINT renewal_paid CHECK ((state = 'paid') = (term_id IS NOT NULL)),
  -- What is not settled is looked at again, what is settled never.
  ADD CONSTRAINT renewal_settled CHECK ((state IN ('paid', 'lapsed', 'dropped')) = (settled_at IS NOT NULL)
    AND (settled_at IS NULL) = (next_at IS NOT NULL)),
  ADD CONSTRAINT renewal_past_due CHECK (state NOT IN ('waiting', 'lapsed') OR past_due_since IS NOT NULL);
-- One at a time per subscription: none is begun while another is open.
CREATE UNIQUE INDEX renewal_open ON renewal (subscription_id) WHERE settled_at IS NULL;
-- The job looks here, and finds as many rows as there are open renewals, whatever was before.
CREATE INDEX renewal_next ON renewal (next_at) WHERE next_at IS NOT NULL;

ALTER TABLE renewal_attempt
  ADD CONSTRAINT renewal_attempt_state CHECK (state IN
    ('ready', 'calling', 'unknown', 'open', 'succeeded', 'failed', 'closed')),
  ADD CONSTRAINT renewal_attempt_number CHECK (number >= 1),
  ADD CONSTRAINT renewal_attempt_kind CHECK (kind IN ('off_session', 'page')),
  ADD CONSTRAINT renewal_attempt_card CHECK ((kind = 'off_session') = (payment_method_id IS NOT NULL)),
  ADD CONSTRAINT renewal_attempt_kind_state CHECK (state IN ('succeeded')
    
    OR (kind = 'page') = (state IN ('ready', 'open', 'closed'))),
  ADD CONSTRAINT renewal_attempt_failure CHECK ((state = 'failed') = (failure IS NOT NULL)
    AND failure IN ('soft', 'hard', 'authentication')),
  ADD CONSTRAINT renewal_attempt_ended CHECK ((state IN ('succeeded', 'failed', 'closed')) = (ended_at IS NOT NULL));
-- One at a time: no card is charged while another may be, or while a page waits.
CREATE UNIQUE INDEX renewal_attempt_under_way ON renewal_attempt (renewal_id)
  WHERE state IN ('ready', 'calling', 'unknown', 'open');

-- What was decided stays: a later try charges the same for the same term (T2.3, T3.1). Rows never vanish.
REVOKE UPDATE, DELETE, TRUNCATE ON renewal, renewal_attempt FROM tenure_app;
GRANT UPDATE (state, past_due_since, next_at, term_id, settled_at) ON renewal TO tenure_app;
GRANT UPDATE (state, failure, provider_code, provider_message, provider_payment_id, provider_session_id, page_url,
  ended_at) ON renewal_attempt TO tenure_app;

ALTER TABLE renewal ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON renewal TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));
ALTER TABLE renewal_attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON renewal_attempt TO tenure_app
  USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));

-- ── when a subscription is due ──────────────────────────────────────────────────────────────────────────────────

-- Whoever writes a term, ends it, moves its end or brings it back: the subscription is due when its newest one is over.
CREATE FUNCTION term_sets_renewal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE subscription SET renews_at = (
    SELECT t.ends_at FROM term t WHERE t.subscription_id = NEW.subscription_id AND t.ended_at IS NULL
     ORDER BY t.number DESC LIMIT 1)
   WHERE id = NEW.subscription_id;
  RETURN NULL;
END $$;
CREATE TRIGGER term_sets_renewal AFTER INSERT OR UPDATE OF ends_at, ended_at ON term
  FOR EACH ROW EXECUTE FUNCTION term_sets_renewal();
UPDATE subscription s SET renews_at = (
  SELECT t.ends_at FROM term t WHERE t.subscription_id = s.id AND t.ended_at IS NULL ORDER BY t.number DESC LIMIT 1);
CREATE INDEX subscription_renews ON subscription (renews_at) WHERE state IN ('active', 'canceling') AND renews_at IS NOT NULL;

-- A cancellation ends with the state it belongs to: a subscription that a bounced refund brought back is not cancelled.
UPDATE subscription SET canceled_at = NULL, cancel_reason = NULL, cancel_comment = NULL, cancel_decision_id = NULL,
    last_term_number = NULL
  WHERE state = 'active' AND canceled_at IS NOT NULL;
ALTER TABLE subscription
  ADD CONSTRAINT subscription_active_is_not_canceled CHECK (state <> 'active'
    OR (canceled_at IS NULL AND last_term_number IS NULL AND cancel_decision_id IS NULL));
