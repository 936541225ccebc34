-- A refund that somebody made at the provider itself, booked when reconciliation finds it (decision 0036).
ALTER TABLE refund
  DROP CONSTRAINT refund_kind,
  ADD CONSTRAINT refund_kind CHECK (kind IN ('subscription', 'surplus', 'top_up', 'goodwill', 'outside'));
