-- The clock of a sandbox account, and what the promise timeline looks up.

CREATE TABLE "clock_advance" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "steps" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "clock_advance_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "clock_advance_account_id_id_idx" ON "clock_advance"("account_id", "id");
ALTER TABLE "clock_advance" ADD CONSTRAINT "clock_advance_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE clock_advance
  ADD CONSTRAINT clock_advance_state CHECK (state IN ('running', 'done', 'stopped')),
  ADD CONSTRAINT clock_advance_forward CHECK (from_at < to_at AND at BETWEEN from_at AND to_at),
  ADD CONSTRAINT clock_advance_problem CHECK ((state = 'stopped') = (problem IS NOT NULL));
-- One at a time per account; several accounts side by side.
CREATE UNIQUE INDEX clock_advance_running ON clock_advance (account_id) WHERE state = 'running';
REVOKE UPDATE, DELETE, TRUNCATE ON clock_advance FROM tenure_app;
GRANT UPDATE (state, at, steps, problem) ON clock_advance TO tenure_app;
ALTER TABLE clock_advance ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_account ON clock_advance TO tenure_app USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id));

-- What happened at an instant stays behind it: the application never sets an account's clock back. (Its owner may, in
-- a test that prepares a moment.)
CREATE FUNCTION tenure_clock_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the clock of an account never goes back' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER account_clock_forward BEFORE UPDATE OF clock_offset_ms ON account FOR EACH ROW
  WHEN (NEW.clock_offset_ms < OLD.clock_offset_ms AND current_user = 'tenure_app') EXECUTE FUNCTION tenure_clock_forward();

-- The timeline looks at what was paid within one window and at what was paid last, whatever lies behind.
CREATE INDEX order_paid ON "order" (account_id, paid_at) WHERE state = 'paid';
CREATE INDEX order_open ON "order" (account_id, expires_at) WHERE state = 'pending';
CREATE INDEX refund_under_way ON refund (account_id) WHERE state IN ('draining', 'ready', 'calling', 'pending', 'unknown');
CREATE INDEX notice_queued ON notice (account_id) WHERE state = 'queued';
