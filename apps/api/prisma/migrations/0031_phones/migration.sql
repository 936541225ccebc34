-- Phones that confirm what moves an account (C3.3), and the codes that are sent to them.

-- CreateTable
CREATE TABLE "phone" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "login_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "number_mac" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ending" TEXT,

    CONSTRAINT "phone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phone_code" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "phone_id" UUID NOT NULL,
    "login_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "ref_id" UUID NOT NULL,
    "number_mac" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_up_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),
    "delivery" TEXT NOT NULL,
    "problem" TEXT,

    CONSTRAINT "phone_code_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "phone_subject_id_idx" ON "phone"("subject_id");

-- CreateIndex
CREATE INDEX "phone_number_mac_idx" ON "phone"("number_mac");

-- CreateIndex
CREATE INDEX "phone_code_subject_id_purpose_ref_id_idx" ON "phone_code"("subject_id", "purpose", "ref_id");

-- CreateIndex
CREATE INDEX "phone_code_number_mac_sent_at_idx" ON "phone_code"("number_mac", "sent_at");

-- CreateIndex
CREATE INDEX "phone_code_account_id_sent_at_idx" ON "phone_code"("account_id", "sent_at");

-- CreateIndex
CREATE INDEX "phone_code_login_id_sent_at_idx" ON "phone_code"("login_id", "sent_at");

-- What Prisma cannot say.

ALTER TABLE phone
  ADD CONSTRAINT phone_state CHECK (state IN ('unverified', 'verified', 'ended')),
  ADD CONSTRAINT phone_verified CHECK (state <> 'verified' OR verified_at IS NOT NULL),
  ADD CONSTRAINT phone_unverified CHECK (state <> 'unverified' OR verified_at IS NULL),
  ADD CONSTRAINT phone_ended CHECK ((state = 'ended') = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ending IS NULL)),
  ADD CONSTRAINT phone_ending CHECK (ending IN ('replaced', 'removed', 'given_up', 'erased')),
  ADD CONSTRAINT phone_known CHECK (number_mac IS NOT NULL OR state = 'ended');
-- One that counts, and one that waits to.
CREATE UNIQUE INDEX phone_one_verified ON phone (subject_id) WHERE state = 'verified';
CREATE UNIQUE INDEX phone_one_unverified ON phone (subject_id) WHERE state = 'unverified';

ALTER TABLE phone_code
  ADD CONSTRAINT phone_code_purpose CHECK (purpose IN ('verify_phone', 'subject_change')),
  ADD CONSTRAINT phone_code_ref CHECK (purpose <> 'verify_phone' OR ref_id = phone_id),
  ADD CONSTRAINT phone_code_tries CHECK (tries >= 0),
  ADD CONSTRAINT phone_code_delivery CHECK (delivery IN ('queued', 'taken', 'refused')),
  ADD CONSTRAINT phone_code_problem CHECK ((delivery = 'refused') = (problem IS NOT NULL)),
  -- What is used up confirms nothing.
  ADD CONSTRAINT phone_code_used_up CHECK (used_up_at IS NULL OR used_at IS NULL);

REVOKE DELETE, TRUNCATE ON phone, phone_code FROM tenure_app;
REVOKE UPDATE ON phone, phone_code FROM tenure_app;
-- Whose phone it is, and which number, never changes; a code is tried, used, voided.
GRANT UPDATE (state, number_mac, verified_at, ended_at, ending) ON phone TO tenure_app;
GRANT UPDATE (number_mac, tries, used_up_at, used_at, voided_at, delivery, problem) ON phone_code TO tenure_app;

ALTER TABLE phone ENABLE ROW LEVEL SECURITY;
ALTER TABLE phone_code ENABLE ROW LEVEL SECURITY;
-- An account sees the phones of whoever holds it now, not of who held it before (C4.10).
CREATE POLICY of_holder ON phone TO tenure_app
  USING (tenure_sees(NULL) OR (tenure_sees(account_id) AND EXISTS (
    SELECT 1 FROM holder_period p WHERE p.subject_id = phone.subject_id AND p.ended_at IS NULL)))
  WITH CHECK (tenure_sees(NULL) OR (tenure_sees(account_id) AND EXISTS (
    SELECT 1 FROM holder_period p WHERE p.subject_id = phone.subject_id AND p.ended_at IS NULL)));
CREATE POLICY of_account ON phone_code TO tenure_app
  USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));
-- That a representative confirmed by a phone of their own (C3.9) is part of the change's file.
CREATE POLICY of_change ON phone_code FOR SELECT TO tenure_app
  USING (purpose = 'subject_change' AND EXISTS (SELECT 1 FROM subject_change c WHERE c.id = phone_code.ref_id));
