-- Who was to become the holder, and did not, is forgotten with the change (decision 0034).

-- The key of the copy that a change made of somebody's proof. The old side's transaction sees no key but its own
-- holder's, so this looks for it; and it destroys none of somebody who ever held an account. True where there was one.
CREATE FUNCTION tenure_forget_new_subject(change uuid, forgotten_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  forgotten uuid;
BEGIN
  UPDATE vault_key k SET wrapped = NULL, destroyed_at = forgotten_at
    FROM subject_change c JOIN subject_change_invitation i ON i.change_id = c.id
   WHERE c.id = change AND k.subject_id = c.to_subject_id AND k.destroyed_at IS NULL
     AND (c.state IN ('withdrawn', 'rejected', 'terminated', 'expired') OR (c.state = 'open' AND i.state = 'declined'))
     AND NOT EXISTS (SELECT 1 FROM holder_period p WHERE p.subject_id = c.to_subject_id)
  RETURNING k.subject_id INTO forgotten;
  UPDATE subject SET display_name = '', person_digest = NULL, erased_at = forgotten_at
   WHERE id = forgotten AND erased_at IS NULL;
  RETURN forgotten IS NOT NULL;
END $$;

-- Whoever is invited after somebody who had proven to be the new subject declined is somebody else to the vault.
GRANT UPDATE (to_subject_id) ON subject_change TO tenure_app;
CREATE FUNCTION subject_change_new_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'open' OR NEW.state <> 'open'
     OR NOT EXISTS (SELECT 1 FROM subject WHERE id = OLD.to_subject_id AND erased_at IS NOT NULL) THEN
    RAISE EXCEPTION 'to whom an account passes changes only once the one before was forgotten' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER subject_change_new_subject BEFORE UPDATE OF to_subject_id ON subject_change
  FOR EACH ROW WHEN (OLD.to_subject_id IS DISTINCT FROM NEW.to_subject_id)
  EXECUTE FUNCTION subject_change_new_subject();
