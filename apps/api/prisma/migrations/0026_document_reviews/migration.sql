-- Organisations prove who they are by documents that a person reads (C1.2).

-- CreateTable
CREATE TABLE "document_review" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "holder_period_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "login_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "given_record_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "reviewer_id" UUID,
    "answer" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "document_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vault_file" (
    "id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "review_id" UUID NOT NULL,
    "retention" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "content_mac" TEXT NOT NULL,
    "sealed_name" BYTEA NOT NULL,
    "sealed" BYTEA,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "vault_file_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "document_review_account_id_id_idx" ON "document_review"("account_id", "id");

-- CreateIndex
CREATE INDEX "vault_file_review_id_idx" ON "vault_file"("review_id");

-- CreateIndex
CREATE INDEX "vault_file_content_mac_idx" ON "vault_file"("content_mac");

-- What Prisma cannot say.

ALTER TABLE document_review
  ADD CONSTRAINT document_review_state CHECK (
    state IN ('collecting', 'submitted', 'in_review', 'needs_info', 'verified', 'rejected', 'cancelled')),
  ADD CONSTRAINT document_review_kind CHECK (kind IN ('company', 'organisation')),
  ADD CONSTRAINT document_review_sent CHECK ((submitted_at IS NULL) = (due_at IS NULL)),
  -- Somebody decided it, and it had been sent.
  ADD CONSTRAINT document_review_decided CHECK (
    (state IN ('verified', 'rejected')) = (decided_at IS NOT NULL) AND (decided_at IS NULL OR (reviewer_id IS NOT NULL AND submitted_at IS NOT NULL))),
  -- Whoever is asked for something, or rejected, is told what or why.
  ADD CONSTRAINT document_review_answer CHECK (state NOT IN ('needs_info', 'rejected') OR answer IS NOT NULL),
  -- Nobody reviews their own (invariant 34).
  ADD CONSTRAINT document_review_other CHECK (reviewer_id <> login_id);
-- One at a time, and who is verified is verified once.
CREATE UNIQUE INDEX document_review_open ON document_review (subject_id)
  WHERE state IN ('collecting', 'submitted', 'in_review', 'needs_info');
CREATE UNIQUE INDEX document_review_verified ON document_review (subject_id) WHERE state = 'verified';
CREATE INDEX document_review_queue ON document_review (due_at) WHERE state IN ('submitted', 'in_review');

ALTER TABLE vault_file
  ADD CONSTRAINT vault_file_type CHECK (type IN ('application/pdf', 'image/png', 'image/jpeg')),
  ADD CONSTRAINT vault_file_size CHECK (size_bytes BETWEEN 1 AND 10485760),
  ADD CONSTRAINT vault_file_retention CHECK (retention IN ('given', 'proven')),
  ADD CONSTRAINT vault_file_removed CHECK ((sealed IS NULL) = (removed_at IS NOT NULL));
ALTER TABLE vault_record DROP CONSTRAINT vault_record_kind,
  ADD CONSTRAINT vault_record_kind CHECK (kind IN ('given_name', 'proven_person', 'given_organisation', 'proven_organisation'));

REVOKE DELETE, TRUNCATE ON document_review FROM tenure_app;
REVOKE UPDATE, DELETE, TRUNCATE ON vault_file FROM tenure_app;
-- All that can become of a file is that its bytes go.
GRANT UPDATE (sealed, removed_at) ON vault_file TO tenure_app;

ALTER TABLE document_review ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON document_review TO tenure_app
  USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));
ALTER TABLE vault_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_holder ON vault_file TO tenure_app
  USING (tenure_sees(NULL) OR EXISTS (SELECT 1 FROM holder_period p WHERE p.subject_id = vault_file.subject_id AND p.ended_at IS NULL))
  WITH CHECK (tenure_sees(NULL) OR EXISTS (SELECT 1 FROM holder_period p WHERE p.subject_id = vault_file.subject_id AND p.ended_at IS NULL));
