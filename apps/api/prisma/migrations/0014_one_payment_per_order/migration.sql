-- What pays an order is one payment; whatever else comes for it is a surplus and goes back whole. A refund of an order
-- therefore has one leg, and one that fails restores as a whole (R6.4).
CREATE UNIQUE INDEX payment_of_order ON payment (order_id) WHERE purpose = 'order';
