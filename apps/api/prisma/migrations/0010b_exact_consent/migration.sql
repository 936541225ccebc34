-- A comparison with an amount that is missing is not false but unknown, which a CHECK lets pass: it is asked for by name.
ALTER TABLE consent
  DROP CONSTRAINT consent_exact,
  ADD CONSTRAINT consent_exact CHECK (kind <> 'add_on'
    OR (order_id IS NOT NULL AND total_minor IS NOT NULL AND total_minor > 0 AND currency IS NOT NULL
        AND payment_method_id IS NOT NULL));
