-- An account passes to another legal holder (C1 to C5).

-- CreateTable
CREATE TABLE "subject_change" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "holder_period_id" UUID NOT NULL,
    "from_subject_id" UUID NOT NULL,
    "to_subject_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "review_state" TEXT NOT NULL,
    "ground" TEXT NOT NULL,
    "capacity" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "form_record_id" UUID NOT NULL,
    "form_sha256" TEXT NOT NULL,
    "applicant_login_id" UUID NOT NULL,
    "applicant_subject_id" UUID,
    "started_by" UUID,
    "agreement_consent_id" UUID,
    "commitments_consent_id" UUID,
    "assigned_to" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "effective_at" TIMESTAMPTZ(3),
    "keys_end_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "end_ground" TEXT,
    "effect_decision_id" UUID,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "subject_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_change_evidence" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "file_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "added_by" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "subject_change_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_change_agreement" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "file_version" TEXT NOT NULL,
    "checked" TEXT[],
    "note" TEXT,
    "decision_id" UUID NOT NULL,
    "agreed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subject_change_agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_change_blocker" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "change_id" UUID,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "raised_by_kind" TEXT NOT NULL,
    "raised_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "document_ref" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" UUID,
    "settled_reason" TEXT,
    "settled_document_ref" TEXT,

    CONSTRAINT "subject_change_blocker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_change_invitation" (
    "change_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "attempts_left" INTEGER NOT NULL,
    "sendings" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "login_id" UUID,
    "claimed_at" TIMESTAMPTZ(3),
    "proven_by_subject_id" UUID,
    "verified_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_wording" TEXT,
    "accepted_language" TEXT,
    "accepted_hash" TEXT,
    "overlap_hours" INTEGER NOT NULL DEFAULT 0,
    "declined_at" TIMESTAMPTZ(3),

    CONSTRAINT "subject_change_invitation_pkey" PRIMARY KEY ("change_id")
);

-- CreateTable
CREATE TABLE "subject_change_contact" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "notice_id" UUID,
    "alerted_at" TIMESTAMPTZ(3),

    CONSTRAINT "subject_change_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_change_entry" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subject_change_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_change_key" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "lifetime_days" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subject_change_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_change_revocation" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "document_ref" TEXT NOT NULL,
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "decision_id" UUID,

    CONSTRAINT "subject_change_revocation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "subject_change_to_subject_id_key" ON "subject_change"("to_subject_id");

-- CreateIndex
CREATE INDEX "subject_change_account_id_id_idx" ON "subject_change"("account_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "subject_change_evidence_file_id_key" ON "subject_change_evidence"("file_id");

-- CreateIndex
CREATE INDEX "subject_change_evidence_change_id_idx" ON "subject_change_evidence"("change_id");

-- CreateIndex
CREATE UNIQUE INDEX "subject_change_agreement_change_id_reviewer_id_file_version_key" ON "subject_change_agreement"("change_id", "reviewer_id", "file_version");

-- CreateIndex
CREATE INDEX "subject_change_blocker_account_id_idx" ON "subject_change_blocker"("account_id");

-- CreateIndex
CREATE INDEX "subject_change_invitation_login_id_idx" ON "subject_change_invitation"("login_id");

-- CreateIndex
CREATE UNIQUE INDEX "subject_change_contact_change_id_email_key" ON "subject_change_contact"("change_id", "email");

-- CreateIndex
CREATE INDEX "subject_change_entry_change_id_idx" ON "subject_change_entry"("change_id");

-- CreateIndex
CREATE UNIQUE INDEX "subject_change_key_key_hash_key" ON "subject_change_key"("key_hash");

-- CreateIndex
CREATE INDEX "subject_change_key_change_id_idx" ON "subject_change_key"("change_id");

-- CreateIndex
CREATE INDEX "subject_change_revocation_change_id_idx" ON "subject_change_revocation"("change_id");

-- What Prisma cannot say.

-- A representative acts for a holder who cannot (C3.9): they see the account and its change, and nothing else of it.
ALTER TABLE member DROP CONSTRAINT member_role,
  ADD CONSTRAINT member_role CHECK (role IN ('owner', 'member', 'representative'));

ALTER TABLE subject_change
  ADD CONSTRAINT subject_change_state CHECK (
    state IN ('draft', 'open', 'effective', 'withdrawn', 'rejected', 'terminated', 'expired', 'revoked')),
  ADD CONSTRAINT subject_change_review_state CHECK (review_state IN ('pending', 'info_requested', 'agreed')),
  ADD CONSTRAINT subject_change_ground CHECK (ground IN ('merger', 'division', 'reorganisation', 'dissolution', 'death',
    'court_decision', 'holder_differs', 'legal_requirement', 'other')),
  ADD CONSTRAINT subject_change_capacity CHECK (capacity IN ('holder', 'representative', 'manager')),
  ADD CONSTRAINT subject_change_scope CHECK (scope IN ('whole', 'part')),
  ADD CONSTRAINT subject_change_two_sides CHECK (from_subject_id <> to_subject_id),
  ADD CONSTRAINT subject_change_form CHECK (form_sha256 ~ '^[0-9a-f]{64}$'),
  -- A manager is somebody (C3.3); a representative is verified as somebody (C3.9).
  ADD CONSTRAINT subject_change_manager CHECK ((capacity = 'manager') = (started_by IS NOT NULL)),
  ADD CONSTRAINT subject_change_submitted CHECK (
    state = 'draft' OR (submitted_at IS NOT NULL AND expires_at IS NOT NULL
      AND agreement_consent_id IS NOT NULL AND commitments_consent_id IS NOT NULL)),
  -- What took effect has its instant and its decision, and nothing else has.
  ADD CONSTRAINT subject_change_effective CHECK (
    (state IN ('effective', 'revoked')) = (effective_at IS NOT NULL)
    AND (effective_at IS NULL) = (effect_decision_id IS NULL)
    AND (effective_at IS NULL) = (keys_end_at IS NULL)),
  ADD CONSTRAINT subject_change_ended CHECK (
    (state IN ('withdrawn', 'rejected', 'terminated', 'expired', 'revoked')) = (ended_at IS NOT NULL)),
  -- Whom the platform turns away is told why.
  ADD CONSTRAINT subject_change_reason CHECK (state NOT IN ('rejected', 'terminated') OR end_reason IS NOT NULL);
-- One at a time, and a draft beside it neither (invariant 22).
CREATE UNIQUE INDEX subject_change_open ON subject_change (account_id) WHERE state = 'open';
CREATE UNIQUE INDEX subject_change_draft ON subject_change (account_id, applicant_login_id) WHERE state = 'draft';
CREATE INDEX subject_change_queue ON subject_change (submitted_at) WHERE state = 'open';

ALTER TABLE subject_change_evidence
  ADD CONSTRAINT subject_change_evidence_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$');

ALTER TABLE subject_change_blocker
  ADD CONSTRAINT subject_change_blocker_kind CHECK (kind IN ('complaint', 'investigation', 'litigation', 'harm', 'contested',
    'credit_control', 'partnership', 'dispute')),
  ADD CONSTRAINT subject_change_blocker_state CHECK (state IN ('open', 'lifted', 'waived')),
  ADD CONSTRAINT subject_change_blocker_settled CHECK ((state = 'open') = (settled_at IS NULL)
    AND (settled_at IS NULL) = (settled_by IS NULL) AND (settled_at IS NULL) = (settled_reason IS NULL)),
  -- An alert, and waiting for a bank, are about one change; the rest lies on the account.
  ADD CONSTRAINT subject_change_blocker_about CHECK ((kind IN ('contested', 'dispute')) = (change_id IS NOT NULL)),
  ADD CONSTRAINT subject_change_blocker_raised CHECK (raised_by_kind IN ('staff', 'contact'));
CREATE UNIQUE INDEX subject_change_blocker_open ON subject_change_blocker (account_id, kind) WHERE state = 'open';

ALTER TABLE subject_change_invitation
  ADD CONSTRAINT subject_change_invitation_state CHECK (
    state IN ('invited', 'accepted', 'verified', 'complete', 'declined', 'lapsed')),
  ADD CONSTRAINT subject_change_invitation_attempts CHECK (attempts_left >= 0),
  ADD CONSTRAINT subject_change_invitation_accepted CHECK (
    (accepted_at IS NULL) = (accepted_hash IS NULL) AND (accepted_at IS NULL) = (accepted_wording IS NULL)
    AND (accepted_at IS NULL) = (accepted_language IS NULL)
    AND (state NOT IN ('accepted', 'complete') OR accepted_at IS NOT NULL)),
  ADD CONSTRAINT subject_change_invitation_verified CHECK (
    (verified_at IS NULL) = (proven_by_subject_id IS NULL)
    AND (state NOT IN ('verified', 'complete') OR verified_at IS NOT NULL)),
  -- Only somebody who took it up accepts or is proven.
  ADD CONSTRAINT subject_change_invitation_taken CHECK (
    (login_id IS NULL) = (claimed_at IS NULL)
    AND (login_id IS NOT NULL OR (accepted_at IS NULL AND verified_at IS NULL))),
  ADD CONSTRAINT subject_change_invitation_declined CHECK ((state = 'declined') = (declined_at IS NOT NULL)),
  ADD CONSTRAINT subject_change_invitation_overlap CHECK (overlap_hours >= 0);

ALTER TABLE subject_change_entry
  ADD CONSTRAINT subject_change_entry_kind CHECK (kind IN ('request', 'answer', 'note'));

ALTER TABLE subject_change_key
  ADD CONSTRAINT subject_change_key_lifetime CHECK (lifetime_days BETWEEN 1 AND 3650);

ALTER TABLE subject_change_revocation
  ADD CONSTRAINT subject_change_revocation_state CHECK (state IN ('proposed', 'done', 'dropped')),
  ADD CONSTRAINT subject_change_revocation_decided CHECK (
    (state = 'proposed') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)),
  -- Four eyes (C5.5).
  ADD CONSTRAINT subject_change_revocation_two CHECK (state <> 'done' OR decided_by <> proposed_by);
CREATE UNIQUE INDEX subject_change_revocation_open ON subject_change_revocation (change_id) WHERE state = 'proposed';

ALTER TABLE vault_record DROP CONSTRAINT vault_record_kind,
  ADD CONSTRAINT vault_record_kind CHECK (
    kind IN ('given_name', 'proven_person', 'given_organisation', 'proven_organisation', 'phone', 'change_form'));

-- Files of a change lie beside those of a review, under the original subject's key.
COMMENT ON COLUMN vault_file.review_id IS 'the document review, or the change of subject, that the file belongs to';

DO $$
DECLARE
  part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['subject_change', 'subject_change_evidence', 'subject_change_agreement',
    'subject_change_blocker', 'subject_change_invitation', 'subject_change_contact', 'subject_change_entry',
    'subject_change_key', 'subject_change_revocation'] LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE ON %I FROM tenure_app', part);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
  END LOOP;
  FOREACH part IN ARRAY ARRAY['subject_change', 'subject_change_evidence', 'subject_change_blocker',
    'subject_change_invitation', 'subject_change_contact'] LOOP
    EXECUTE format('CREATE POLICY of_account ON %I TO tenure_app
      USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id))', part);
  END LOOP;
  -- Who agreed, who revokes, and keys of the new side are not the original side's to see.
  FOREACH part IN ARRAY ARRAY['subject_change_agreement', 'subject_change_revocation', 'subject_change_key'] LOOP
    EXECUTE format('CREATE POLICY of_platform ON %I TO tenure_app
      USING (tenure_sees(NULL)) WITH CHECK (tenure_sees(NULL))', part);
  END LOOP;
END $$;
CREATE POLICY of_account ON subject_change_entry TO tenure_app
  USING (tenure_sees(NULL) OR (kind <> 'note' AND tenure_sees(account_id)))
  WITH CHECK (tenure_sees(NULL) OR (kind <> 'note' AND tenure_sees(account_id)));

-- Facts: written once.
REVOKE UPDATE ON subject_change_evidence, subject_change_agreement, subject_change_entry, subject_change_key,
  subject_change_contact, subject_change_blocker FROM tenure_app;
GRANT UPDATE (removed_at) ON subject_change_evidence TO tenure_app;
GRANT UPDATE (notice_id, alerted_at) ON subject_change_contact TO tenure_app;
GRANT UPDATE (state, settled_at, settled_by, settled_reason, settled_document_ref) ON subject_change_blocker TO tenure_app;
-- Which account passes from whom to whom never changes.
REVOKE UPDATE ON subject_change FROM tenure_app;
GRANT UPDATE (state, review_state, ground, capacity, scope, form_record_id, form_sha256, applicant_subject_id,
  agreement_consent_id, commitments_consent_id, assigned_to, submitted_at, expires_at, effective_at,
  keys_end_at, ended_at, end_reason, end_ground, effect_decision_id, revision) ON subject_change TO tenure_app;

-- The verified subject that a login is: the holder of an account of their own. A representative's transaction sees the
-- account they act for, and not their own (C3.9).
CREATE FUNCTION tenure_own_subject(login uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id FROM member m
    JOIN holder_period p ON p.account_id = m.account_id AND p.ended_at IS NULL
    JOIN subject s ON s.id = p.subject_id
   WHERE m.login_id = login AND m.role = 'owner' AND m.ended_at IS NULL AND s.verified_at IS NOT NULL AND s.erased_at IS NULL
   ORDER BY s.verified_at LIMIT 1
$$;
