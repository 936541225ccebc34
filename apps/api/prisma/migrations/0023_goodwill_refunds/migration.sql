-- Refunds that staff give out of goodwill: proposed by one person, decided by another.

-- CreateTable
CREATE TABLE "goodwill_refund" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "proposer_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decider_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_id" UUID,
    "refund_id" UUID,

    CONSTRAINT "goodwill_refund_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "goodwill_refund_refund_id_key" ON "goodwill_refund"("refund_id");

-- CreateIndex
CREATE INDEX "goodwill_refund_account_id_id_idx" ON "goodwill_refund"("account_id", "id");

-- CreateIndex
CREATE INDEX "goodwill_refund_order_id_idx" ON "goodwill_refund"("order_id");

-- AddForeignKey
ALTER TABLE "goodwill_refund" ADD CONSTRAINT "goodwill_refund_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE goodwill_refund
  ADD CONSTRAINT goodwill_refund_state CHECK (state IN ('proposed', 'approved', 'declined', 'withdrawn')),
  ADD CONSTRAINT goodwill_refund_decided CHECK ((state = 'proposed') = (decider_id IS NULL AND decided_at IS NULL)),
  -- Four eyes: nobody approves what they proposed, whatever the code above says.
  ADD CONSTRAINT goodwill_refund_two_people CHECK (state <> 'approved' OR decider_id <> proposer_id),
  ADD CONSTRAINT goodwill_refund_paid CHECK ((state = 'approved') = (refund_id IS NOT NULL AND decision_id IS NOT NULL)),
  ADD CONSTRAINT goodwill_refund_amount CHECK (amount_nanos > 0),
  ADD CONSTRAINT goodwill_refund_words CHECK (char_length(reason) BETWEEN 1 AND 1000 AND char_length(message) <= 2000);
-- One at a time: the second is proposed when the first is decided.
CREATE UNIQUE INDEX goodwill_refund_open ON goodwill_refund (order_id) WHERE state = 'proposed';

-- What was proposed stays as it was proposed; only its decision is added.
REVOKE UPDATE, DELETE, TRUNCATE ON goodwill_refund FROM tenure_app;
GRANT UPDATE (state, decider_id, decided_at, decision_id, refund_id) ON goodwill_refund TO tenure_app;

-- Staff's own: a transaction of the account itself sees none.
ALTER TABLE goodwill_refund ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform_only ON goodwill_refund TO tenure_app
  USING (current_setting('tenure.scope', true) = 'platform')
  WITH CHECK (current_setting('tenure.scope', true) = 'platform');

ALTER TABLE refund
  DROP CONSTRAINT refund_kind,
  ADD CONSTRAINT refund_kind CHECK (kind IN ('subscription', 'surplus', 'top_up', 'goodwill'));

-- What staff gave is no refund that the customer asked for: it does not count towards the limits (R2.10).
CREATE OR REPLACE FUNCTION refunds_of_kin(
  of_account uuid, since timestamptz, except_refund uuid, by_person boolean, by_card boolean, by_device boolean
) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH kin AS (
    SELECT other.account_id FROM holder_period mine JOIN holder_period other USING (subject_id)
     WHERE by_person AND mine.account_id = of_account
    UNION
    SELECT other.account_id FROM member mine JOIN member other USING (login_id)
     WHERE by_person AND mine.account_id = of_account AND mine.role = 'owner' AND other.role = 'owner'
    UNION
    SELECT other.account_id FROM payment_method mine JOIN payment_method other USING (fingerprint)
     WHERE by_card AND mine.account_id = of_account
    UNION
    SELECT other.account_id FROM account_device mine JOIN account_device other USING (device_hash)
     WHERE by_device AND mine.account_id = of_account
  ), counted AS (
    SELECT of_account AS id
    UNION
    SELECT other.id FROM kin JOIN account other ON other.id = kin.account_id JOIN account mine ON mine.id = of_account
     WHERE other.livemode AND mine.livemode
  )
  SELECT count(*)::integer FROM refund JOIN counted ON counted.id = refund.account_id
   WHERE tenure_sees(of_account) AND refund.kind NOT IN ('surplus', 'goodwill') AND refund.state NOT IN ('canceled', 'failed')
     AND refund.submitted_at >= since AND refund.id IS DISTINCT FROM except_refund
$$;
