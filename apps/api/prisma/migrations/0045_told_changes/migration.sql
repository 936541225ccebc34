-- That something changed is said to every process that listens, for screens that show it: of which account, and what kind
-- of thing. What it became they ask, and are answered what they may know. PostgreSQL sends it when the transaction commits,
-- the same words once.
CREATE FUNCTION change_told() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  changed jsonb := to_jsonb(NEW);
BEGIN
  PERFORM pg_notify('tenure_change', json_build_object(
    'accountId', changed->>'account_id', 'kind', coalesce(TG_ARGV[0], changed->>'object'))::text);
  RETURN NULL;
END $$;

-- Every change of a lifecycle's state is an event of webhooks already (0040).
CREATE TRIGGER change_told AFTER INSERT ON webhook_event FOR EACH ROW EXECUTE FUNCTION change_told();

-- What people wait for beside: steps within a state, and things that no webhook tells of.
DO $$
DECLARE
  -- table, kind
  source text[];
BEGIN
  FOREACH source SLICE 1 IN ARRAY ARRAY[
    ['subject_change', 'subject_change'], ['refund_case', 'refund_case'], ['refund_leg', 'refund'],
    ['document_review', 'document_review'], ['identity_verification', 'holder'], ['operator_alert', 'operator_alert'],
    ['data_export', 'data_export'], ['renewal', 'renewal'], ['price_change', 'price_change'],
    ['reconciliation', 'reconciliation']] LOOP
    EXECUTE format('CREATE TRIGGER change_told_of_insert AFTER INSERT ON %I FOR EACH ROW EXECUTE FUNCTION change_told(%L)',
      source[1], source[2]);
    EXECUTE format('CREATE TRIGGER change_told_of_update AFTER UPDATE ON %I FOR EACH ROW
      WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION change_told(%L)', source[1], source[2]);
  END LOOP;
END $$;
