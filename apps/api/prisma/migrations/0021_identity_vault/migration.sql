-- Who people are: a vault with a key of each, and the proof of it (C1.2, C2.1).

-- AlterTable
ALTER TABLE "subject" ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "person_digest" TEXT,
ADD COLUMN     "verified_by" TEXT,
ADD COLUMN     "verified_record_id" UUID;

-- CreateTable
CREATE TABLE "identity_verification" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "holder_period_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "login_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_session_id" TEXT,
    "given_record_id" UUID NOT NULL,
    "name_match" TEXT,
    "failure_code" TEXT,
    "asked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vault_key" (
    "subject_id" UUID NOT NULL,
    "wrapped" BYTEA,
    "wrapped_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "destroyed_at" TIMESTAMPTZ(3),

    CONSTRAINT "vault_key_pkey" PRIMARY KEY ("subject_id")
);

-- CreateTable
CREATE TABLE "vault_record" (
    "id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "retention" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vault_record_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "identity_verification_provider_session_id_key" ON "identity_verification"("provider_session_id");

-- CreateIndex
CREATE INDEX "identity_verification_account_id_id_idx" ON "identity_verification"("account_id", "id");

-- CreateIndex
CREATE INDEX "vault_record_subject_id_idx" ON "vault_record"("subject_id");

-- CreateIndex
CREATE INDEX "subject_person_digest_idx" ON "subject"("person_digest");

-- What Prisma cannot say.

ALTER TABLE subject
  ADD CONSTRAINT subject_verified_by CHECK (verified_by IN ('provider', 'documents')),
  -- Verified is what has a proof; an erased one was verified, and nothing of it can be read.
  ADD CONSTRAINT subject_verified CHECK (
    (verified_at IS NULL) = (verified_by IS NULL) AND (verified_at IS NULL) = (verified_record_id IS NULL)),
  ADD CONSTRAINT subject_erased CHECK (erased_at IS NULL OR person_digest IS NULL);

ALTER TABLE identity_verification
  ADD CONSTRAINT identity_verification_state CHECK (
    state IN ('open', 'processing', 'expired', 'rejected', 'verified', 'mismatch', 'cancelled')),
  ADD CONSTRAINT identity_verification_provider CHECK (provider = 'stripe'),
  ADD CONSTRAINT identity_verification_match CHECK (
    name_match IN ('same', 'reordered', 'shortened', 'look_alike', 'different')),
  -- Nobody is verified by a document of another name (C1.2).
  ADD CONSTRAINT identity_verification_name CHECK (
    state <> 'verified' OR name_match IN ('same', 'reordered', 'shortened')),
  ADD CONSTRAINT identity_verification_failed CHECK (
    state NOT IN ('expired', 'rejected') OR failure_code IS NOT NULL);
-- One at a time, and who is verified is verified once.
CREATE UNIQUE INDEX identity_verification_live ON identity_verification (subject_id)
  WHERE state IN ('open', 'processing', 'expired', 'rejected');
CREATE UNIQUE INDEX identity_verification_verified ON identity_verification (subject_id) WHERE state = 'verified';

ALTER TABLE vault_key
  ADD CONSTRAINT vault_key_destroyed CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL));
ALTER TABLE vault_record
  ADD CONSTRAINT vault_record_retention CHECK (retention IN ('given', 'proven')),
  ADD CONSTRAINT vault_record_kind CHECK (kind IN ('given_name', 'proven_person'));

REVOKE DELETE, TRUNCATE ON identity_verification, vault_key FROM tenure_app;
REVOKE UPDATE, DELETE, TRUNCATE ON vault_record FROM tenure_app;
-- A key is made once; all that can become of it is that it is destroyed.
REVOKE UPDATE ON vault_key FROM tenure_app;
GRANT UPDATE (wrapped, destroyed_at) ON vault_key TO tenure_app;
CREATE FUNCTION vault_key_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.destroyed_at IS NOT NULL OR NEW.wrapped IS NOT NULL THEN
    RAISE EXCEPTION 'the key of a subject is made once and destroyed once' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER vault_key_only_ends BEFORE UPDATE ON vault_key
  FOR EACH ROW EXECUTE FUNCTION vault_key_only_ends();

ALTER TABLE identity_verification ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON identity_verification TO tenure_app
  USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));
-- The vault opens to the platform and to whoever works for an account that the subject holds now: not to one it held
-- before, and not to one that it will hold.
DO $$
DECLARE
  vaulted text;
BEGIN
  FOREACH vaulted IN ARRAY ARRAY['vault_key', 'vault_record'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', vaulted);
    EXECUTE format('CREATE POLICY of_holder ON %1$I TO tenure_app
      USING (tenure_sees(NULL) OR EXISTS (SELECT 1 FROM holder_period p WHERE p.subject_id = %1$I.subject_id AND p.ended_at IS NULL))
      WITH CHECK (tenure_sees(NULL) OR EXISTS (SELECT 1 FROM holder_period p WHERE p.subject_id = %1$I.subject_id AND p.ended_at IS NULL))', vaulted);
  END LOOP;
END $$;
