-- Cancelling a subscription (T2.4–T2.6): when, why, and after which term it ends. The decision says the rest.

ALTER TABLE subscription
  ADD COLUMN canceled_at TIMESTAMPTZ(3),
  ADD COLUMN cancel_reason TEXT,
  ADD COLUMN cancel_comment TEXT,
  ADD COLUMN cancel_decision_id UUID,
  ADD COLUMN last_term_number INTEGER,
  ADD CONSTRAINT subscription_cancel_reason CHECK (cancel_reason IN
    ('too_expensive', 'not_used_enough', 'missing_feature', 'quality', 'switched', 'other')),
  ADD CONSTRAINT subscription_cancel_comment CHECK (length(cancel_comment) <= 500);
UPDATE subscription s SET canceled_at = s.created_at,
    last_term_number = (SELECT max(number) FROM term t WHERE t.subscription_id = s.id)
  WHERE state = 'canceling';
ALTER TABLE subscription
  ADD CONSTRAINT subscription_canceling CHECK (state <> 'canceling' OR (last_term_number IS NOT NULL AND canceled_at IS NOT NULL));
-- The job that ends them looks here.
CREATE INDEX subscription_canceling ON subscription (id) WHERE state = 'canceling';
