-- Versions of the policy: proposed by one administrator, agreed by another, in force from an instant on.

-- CreateTable
CREATE TABLE "policy_version" (
    "id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "body" JSON NOT NULL,
    "digest" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "reason" TEXT,
    "proposed_by" UUID,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decline_reason" TEXT,
    "called_off_by" UUID,
    "called_off_at" TIMESTAMPTZ(3),
    "call_off_reason" TEXT,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "policy_version_version_key" ON "policy_version"("version");

-- What Prisma cannot say.

ALTER TABLE policy_version
  ADD CONSTRAINT policy_version_state CHECK (state IN ('proposed', 'agreed', 'declined', 'withdrawn', 'called_off')),
  ADD CONSTRAINT policy_version_digest CHECK (digest ~ '^[0-9a-f]{64}$'),
  -- The row and the policy in it name the same version; the instant is compared where it is read.
  ADD CONSTRAINT policy_version_name CHECK (version = body->>'version'),
  -- What came with the product nobody proposed; everything else has a proposer and a reason.
  ADD CONSTRAINT policy_version_proposer CHECK ((proposed_by IS NULL) = (reason IS NULL)),
  ADD CONSTRAINT policy_version_reason CHECK (char_length(reason) BETWEEN 3 AND 500),
  ADD CONSTRAINT policy_version_shipped CHECK (proposed_by IS NOT NULL OR (state = 'agreed' AND decided_at IS NULL)),
  ADD CONSTRAINT policy_version_decided CHECK (proposed_by IS NULL OR (state <> 'proposed') = (decided_at IS NOT NULL)),
  ADD CONSTRAINT policy_version_decider CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  -- Four eyes.
  ADD CONSTRAINT policy_version_two_people CHECK (state NOT IN ('agreed', 'called_off', 'declined') OR decided_by <> proposed_by),
  ADD CONSTRAINT policy_version_withdrawn CHECK (state <> 'withdrawn' OR decided_by = proposed_by),
  -- Never in force before it was agreed.
  ADD CONSTRAINT policy_version_ahead CHECK (state NOT IN ('agreed', 'called_off') OR decided_at < effective_from),
  ADD CONSTRAINT policy_version_declined CHECK ((state = 'declined') = (decline_reason IS NOT NULL)),
  ADD CONSTRAINT policy_version_called_off CHECK (
    (state = 'called_off') = (called_off_at IS NOT NULL) AND (state = 'called_off') = (called_off_by IS NOT NULL)
    AND (state = 'called_off') = (call_off_reason IS NOT NULL)),
  -- What was in force stays what was in force.
  ADD CONSTRAINT policy_version_in_time CHECK (called_off_at < effective_from);

-- One version follows another: never two from the same instant.
CREATE UNIQUE INDEX policy_version_one_at_a_time ON policy_version (effective_from) WHERE state = 'agreed';

-- Decisions name their version for good: it neither changes nor vanishes.
REVOKE UPDATE, DELETE, TRUNCATE ON policy_version FROM tenure_app;
GRANT UPDATE (state, decided_by, decided_at, decline_reason, called_off_by, called_off_at, call_off_reason)
  ON policy_version TO tenure_app;

-- Customers read what is agreed on the public page; who proposed what is staff's own.
ALTER TABLE policy_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform_only ON policy_version TO tenure_app
  USING (current_setting('tenure.scope', true) = 'platform')
  WITH CHECK (current_setting('tenure.scope', true) = 'platform');
