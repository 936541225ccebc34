-- Top-ups by wallets that charge in a currency of their own (R6.3, R7.1).
ALTER TABLE "order" ADD COLUMN     "charge_currency" TEXT,
ADD COLUMN     "charge_minor" BIGINT,
ADD COLUMN     "exchange_rate" TEXT,
ADD COLUMN     "exchange_rate_source" TEXT;

ALTER TABLE "payment" ADD COLUMN     "charge_currency" TEXT,
ADD COLUMN     "charge_minor" BIGINT,
ADD COLUMN     "exchange_rate" TEXT;

CREATE TABLE "exchange_rate" (
    "id" UUID NOT NULL,
    "base" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "rate" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exchange_rate_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "exchange_rate_base_quote_as_of_idx" ON "exchange_rate"("base", "quote", "as_of");

-- Charged in another currency: then all of it is known, and it is another.
ALTER TABLE "order" ADD CONSTRAINT order_charge CHECK (
  (charge_currency IS NULL AND charge_minor IS NULL AND exchange_rate IS NULL AND exchange_rate_source IS NULL)
  OR (charge_currency <> currency AND charge_minor > 0 AND exchange_rate IS NOT NULL AND exchange_rate_source IS NOT NULL));
ALTER TABLE payment ADD CONSTRAINT payment_charge CHECK (
  (charge_currency IS NULL AND charge_minor IS NULL AND exchange_rate IS NULL)
  OR (charge_currency <> currency AND charge_minor > 0 AND exchange_rate IS NOT NULL));
ALTER TABLE payment ADD CONSTRAINT payment_provider CHECK (provider IN ('stripe', 'antom'));
ALTER TABLE exchange_rate ADD CONSTRAINT exchange_rate_pair CHECK (base <> quote AND rate ~ '^\d{1,9}(\.\d{1,9})?$');

-- A rate is a fact: one that was wrong is followed by another.
REVOKE UPDATE, DELETE, TRUNCATE ON exchange_rate FROM tenure_app;
