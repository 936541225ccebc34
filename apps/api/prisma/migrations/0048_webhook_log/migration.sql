-- The log of deliveries is kept for a while and not for ever: nothing else grows with every change and every endpoint. Events
-- stay, since each is numbered after the one before it. The application deletes nothing itself; this says what may go.
CREATE INDEX webhook_delivery_settled ON webhook_delivery (settled_at) WHERE settled_at IS NOT NULL;

CREATE FUNCTION webhook_forget(before timestamptz, at_most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone uuid[];
BEGIN
  IF before > tenure_now() - interval '30 days' THEN
    RAISE EXCEPTION 'deliveries of the last thirty days are kept' USING ERRCODE = 'check_violation';
  END IF;
  SELECT array_agg(id) INTO gone FROM (
    SELECT id FROM webhook_delivery WHERE settled_at < before ORDER BY settled_at LIMIT at_most FOR UPDATE SKIP LOCKED
  ) old;
  IF gone IS NULL THEN
    RETURN 0;
  END IF;
  DELETE FROM webhook_attempt WHERE delivery_id = ANY (gone);
  DELETE FROM webhook_delivery WHERE id = ANY (gone);
  RETURN cardinality(gone);
END $$;
REVOKE EXECUTE ON FUNCTION webhook_forget(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION webhook_forget(timestamptz, integer) TO tenure_app;
