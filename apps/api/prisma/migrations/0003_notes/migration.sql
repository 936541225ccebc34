-- Notes of staff on an account.

-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "note_account_id_id_idx" ON "note"("account_id", "id");

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "auth_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE note
  ADD CONSTRAINT note_state CHECK (state IN ('open', 'done')),
  ADD CONSTRAINT note_closed CHECK ((state = 'done') = (closed_at IS NOT NULL)),
  ADD CONSTRAINT note_body CHECK (char_length(body) BETWEEN 1 AND 2000);

-- What was written stays as it was written, and never vanishes: only its state moves.
REVOKE UPDATE, DELETE, TRUNCATE ON note FROM tenure_app;
GRANT UPDATE (state, closed_at) ON note TO tenure_app;

-- Staff's own: a transaction of the account itself sees none.
ALTER TABLE note ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform_only ON note TO tenure_app
  USING (current_setting('tenure.scope', true) = 'platform')
  WITH CHECK (current_setting('tenure.scope', true) = 'platform');
