-- What happens when an account passes to another holder (C4).

-- AlterTable
ALTER TABLE "subject_change_blocker" ADD COLUMN "ended_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "former_billing_details" (
    "holder_period_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "full_name" TEXT NOT NULL,
    "company_name" TEXT,
    "email" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "address_line" TEXT NOT NULL,
    "city" TEXT,
    "region" TEXT,
    "postal_code" TEXT,
    "tax_id" TEXT,
    "hidden_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_billing_details_pkey" PRIMARY KEY ("holder_period_id")
);

-- What Prisma cannot say.

-- A tie that was waived ends with the change, and is then no tie of the next holder (C4.2).
ALTER TABLE subject_change_blocker
  ADD CONSTRAINT subject_change_blocker_ended CHECK (ended_at IS NULL OR state = 'waived');
GRANT UPDATE (ended_at) ON subject_change_blocker TO tenure_app;

-- The address of a former holder is the platform's to know, for receipts and disputes of that time; the account's people
-- are those of another holder (C4.10).
ALTER TABLE former_billing_details
  ADD CONSTRAINT former_billing_details_country CHECK (country ~ '^[A-Z]{2}$');
-- It goes when the person is erased.
REVOKE UPDATE, TRUNCATE ON former_billing_details FROM tenure_app;
ALTER TABLE former_billing_details ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON former_billing_details TO tenure_app
  USING (tenure_sees(NULL)) WITH CHECK (tenure_sees(NULL));

-- The links of a holder who left invite nobody any more: the account gets another code (C4.10).
GRANT UPDATE (code, created_at) ON referral_code TO tenure_app;
