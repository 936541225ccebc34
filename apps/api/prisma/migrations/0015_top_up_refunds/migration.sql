-- Refunds of top-ups (R1.2, R3.3, R4.4): what is set aside at submit so that no new request is promised it, the bonus that
-- goes with the order, and what the wallet loses in the end.
ALTER TABLE refund
  DROP CONSTRAINT refund_kind,
  ADD CONSTRAINT refund_kind CHECK (kind IN ('subscription', 'surplus', 'top_up')),
  ADD COLUMN reserved_nanos BIGINT,
  ADD COLUMN forfeited_nanos BIGINT,
  ADD COLUMN wallet_debit_nanos BIGINT,
  ADD CONSTRAINT refund_reserved CHECK ((kind = 'top_up') = (reserved_nanos IS NOT NULL AND forfeited_nanos IS NOT NULL)),
  ADD CONSTRAINT refund_wallet_debit CHECK (wallet_debit_nanos BETWEEN 0 AND reserved_nanos);
