-- Rows about accounts in tables that carry no account of their own, or that only the platform reads: invisible to a
-- transaction that works for one account, whatever its query says.

-- Notifications name their customer, alerts tell of accounts, the chain is the sequencer's.
DO $$
DECLARE
  sealed text;
BEGIN
  FOREACH sealed IN ARRAY ARRAY['provider_event', 'operator_alert', 'audit_link'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', sealed);
    EXECUTE format('CREATE POLICY of_platform ON %I TO tenure_app USING (tenure_sees(NULL)) WITH CHECK (tenure_sees(NULL))', sealed);
  END LOOP;
END $$;

-- A kept answer is its caller's: the scope of a key ends with the account it is about (src/command/runner.ts).
ALTER TABLE command_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON command_record TO tenure_app
  USING (tenure_sees(NULL) OR right(scope, 36) = nullif(current_setting('tenure.account_id', true), ''))
  WITH CHECK (tenure_sees(NULL) OR right(scope, 36) = nullif(current_setting('tenure.account_id', true), ''));

-- A legal person is seen by the accounts it holds or held; only the platform writes one.
ALTER TABLE subject ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON subject TO tenure_app USING (tenure_sees(NULL)) WITH CHECK (tenure_sees(NULL));
CREATE POLICY of_account ON subject FOR SELECT TO tenure_app
  USING (EXISTS (SELECT 1 FROM holder_period p WHERE p.subject_id = subject.id));
