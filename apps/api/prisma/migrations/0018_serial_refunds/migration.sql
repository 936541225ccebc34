-- CreateIndex
CREATE INDEX "account_device_device_hash_idx" ON "account_device"("device_hash");

-- CreateIndex
CREATE INDEX "holder_period_subject_id_idx" ON "holder_period"("subject_id");

-- How many refunds an account and those of the same person, card or device had since an instant (R2.10). The answer is a
-- number: whoever works for one account sees nothing else of the others, and may ask for no account but that one. In the
-- sandbox everybody pays with the same test cards, so there each account counts by itself.
CREATE FUNCTION refunds_of_kin(
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
   WHERE tenure_sees(of_account) AND refund.kind <> 'surplus' AND refund.state NOT IN ('canceled', 'failed')
     AND refund.submitted_at >= since AND refund.id IS DISTINCT FROM except_refund
$$;
