-- Disputed payments are few among all there ever were: the list of them must not grow with history.
CREATE INDEX payment_disputed ON payment (id) WHERE dispute_state <> 'none';
