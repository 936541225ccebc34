-- Refunds that a person decides (R5): cases, their messages, the notes of staff.

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "in_reply_to" TEXT,
ADD COLUMN     "reply_to" TEXT;

-- CreateTable
CREATE TABLE "refund_case" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "account_id" UUID,
    "order_id" UUID,
    "state" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "requester" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "assignee_id" UUID,
    "overrides" JSONB NOT NULL DEFAULT '[]',
    "first_approver_id" UUID,
    "first_approved_at" TIMESTAMPTZ(3),
    "decider_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_id" UUID,
    "refund_id" UUID,
    "decline_clauses" TEXT[],
    "decline_reasons" TEXT[],
    "reminded_at" TIMESTAMPTZ(3),

    CONSTRAINT "refund_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund_case_message" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "author_id" UUID,
    "sender" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "mail_key" TEXT,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "notice_id" UUID,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_case_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund_case_note" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_case_note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "refund_case_number_key" ON "refund_case"("number");

-- CreateIndex
CREATE INDEX "refund_case_account_id_id_idx" ON "refund_case"("account_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_case_message_mail_key_key" ON "refund_case_message"("mail_key");

-- CreateIndex
CREATE UNIQUE INDEX "refund_case_message_notice_id_key" ON "refund_case_message"("notice_id");

-- CreateIndex
CREATE INDEX "refund_case_message_case_id_id_idx" ON "refund_case_message"("case_id", "id");

-- CreateIndex
CREATE INDEX "refund_case_note_case_id_id_idx" ON "refund_case_note"("case_id", "id");

-- AddForeignKey
ALTER TABLE "refund_case_message" ADD CONSTRAINT "refund_case_message_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "refund_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_case_note" ADD CONSTRAINT "refund_case_note_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "refund_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

CREATE SEQUENCE refund_case_number;
GRANT USAGE ON SEQUENCE refund_case_number TO tenure_app;

ALTER TABLE refund_case
  ADD CONSTRAINT refund_case_state CHECK (state IN ('received', 'in_review', 'needs_info', 'approved', 'declined')),
  ADD CONSTRAINT refund_case_channel CHECK (channel IN ('email', 'dashboard', 'staff')),
  ADD CONSTRAINT refund_case_language CHECK (language IN ('en', 'zh')),
  ADD CONSTRAINT refund_case_decided CHECK ((state IN ('approved', 'declined')) = (decided_at IS NOT NULL)),
  ADD CONSTRAINT refund_case_decider CHECK ((decided_at IS NULL) = (decider_id IS NULL)),
  -- Approved is what became a refund, by a decision, of an order of an account.
  ADD CONSTRAINT refund_case_approved CHECK ((state = 'approved') = (refund_id IS NOT NULL)),
  ADD CONSTRAINT refund_case_refund CHECK (refund_id IS NULL OR (decision_id IS NOT NULL AND order_id IS NOT NULL)),
  ADD CONSTRAINT refund_case_order CHECK (order_id IS NULL OR account_id IS NOT NULL),
  -- Nobody is declined without a reason.
  ADD CONSTRAINT refund_case_declined CHECK (state <> 'declined' OR cardinality(decline_clauses) + cardinality(decline_reasons) > 0),
  -- Two people are two.
  ADD CONSTRAINT refund_case_two_people CHECK (state <> 'approved' OR first_approver_id IS NULL OR first_approver_id <> decider_id),
  ADD CONSTRAINT refund_case_first CHECK ((first_approver_id IS NULL) = (first_approved_at IS NULL));
ALTER TABLE refund_case_message
  ADD CONSTRAINT refund_case_message_direction CHECK (direction IN ('in', 'out')),
  ADD CONSTRAINT refund_case_message_body CHECK (char_length(body) <= 20000),
  ADD CONSTRAINT refund_case_message_mail CHECK (mail_key IS NULL OR direction = 'in');
ALTER TABLE refund_case_note
  ADD CONSTRAINT refund_case_note_body CHECK (char_length(body) BETWEEN 1 AND 2000);

-- An order is looked at once at a time, and a case makes one refund.
CREATE UNIQUE INDEX refund_case_open_order ON refund_case (order_id) WHERE state IN ('received', 'in_review', 'needs_info');
CREATE UNIQUE INDEX refund_case_one_refund ON refund_case (refund_id) WHERE refund_id IS NOT NULL;
-- The queue, and what is due.
CREATE INDEX refund_case_due ON refund_case (due_at) WHERE state IN ('received', 'in_review', 'needs_info');

REVOKE DELETE, TRUNCATE ON refund_case FROM tenure_app;
REVOKE UPDATE, DELETE, TRUNCATE ON refund_case_message, refund_case_note FROM tenure_app;

ALTER TABLE refund_case ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON refund_case TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));
-- A message is seen by whoever sees its case.
ALTER TABLE refund_case_message ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_case ON refund_case_message TO tenure_app
  USING (EXISTS (SELECT 1 FROM refund_case c WHERE c.id = case_id))
  WITH CHECK (EXISTS (SELECT 1 FROM refund_case c WHERE c.id = case_id));
-- Staff's own.
ALTER TABLE refund_case_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform_only ON refund_case_note TO tenure_app
  USING (current_setting('tenure.scope', true) = 'platform')
  WITH CHECK (current_setting('tenure.scope', true) = 'platform');
