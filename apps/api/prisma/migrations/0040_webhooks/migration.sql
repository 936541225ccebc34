-- Webhooks: what happens to an account's objects, and how it is told to addresses that its people named.

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "holder_period_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'enabled',
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "types" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "stopped_because" TEXT,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_secret" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "record_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retires_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_event" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "holder_period_id" UUID,
    "type" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "object_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "attempted_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "status" INTEGER,
    "problem" TEXT,
    "response" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhook_endpoint_account_id_idx" ON "webhook_endpoint"("account_id");

-- CreateIndex
CREATE INDEX "webhook_secret_endpoint_id_idx" ON "webhook_secret"("endpoint_id");

-- CreateIndex
CREATE INDEX "webhook_event_account_id_id_idx" ON "webhook_event"("account_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_event_object_object_id_sequence_key" ON "webhook_event"("object", "object_id", "sequence");

-- CreateIndex
CREATE INDEX "webhook_delivery_endpoint_id_id_idx" ON "webhook_delivery"("endpoint_id", "id");

-- CreateIndex
CREATE INDEX "webhook_delivery_event_id_idx" ON "webhook_delivery"("event_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_endpoint_id_event_id_key" ON "webhook_delivery"("endpoint_id", "event_id");

-- CreateIndex
CREATE INDEX "webhook_attempt_delivery_id_id_idx" ON "webhook_attempt"("delivery_id", "id");

-- AddForeignKey
ALTER TABLE "webhook_secret" ADD CONSTRAINT "webhook_secret_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

ALTER TABLE webhook_endpoint
  ADD CONSTRAINT webhook_endpoint_state CHECK (state IN ('enabled', 'paused', 'stopped', 'ended')),
  ADD CONSTRAINT webhook_endpoint_ended CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
  ADD CONSTRAINT webhook_endpoint_url CHECK (char_length(url) BETWEEN 1 AND 2000),
  ADD CONSTRAINT webhook_endpoint_description CHECK (char_length(description) <= 200),
  ADD CONSTRAINT webhook_endpoint_stopped_because CHECK (stopped_because IN ('gone', 'failing')),
  ADD CONSTRAINT webhook_endpoint_stopped CHECK (state <> 'stopped' OR stopped_because IS NOT NULL);
ALTER TABLE webhook_event
  ADD CONSTRAINT webhook_event_sequence CHECK (sequence >= 1),
  ADD CONSTRAINT webhook_event_type CHECK (type ~ '^[a-z_]+\.[a-z_]+$');
ALTER TABLE webhook_delivery
  ADD CONSTRAINT webhook_delivery_state CHECK (state IN ('pending', 'delivered', 'failed', 'canceled')),
  ADD CONSTRAINT webhook_delivery_settled CHECK ((state = 'pending') = (settled_at IS NULL)),
  ADD CONSTRAINT webhook_delivery_attempts CHECK (attempts >= 0);
ALTER TABLE webhook_attempt
  ADD CONSTRAINT webhook_attempt_came_to CHECK (status IS NOT NULL OR problem IS NOT NULL),
  ADD CONSTRAINT webhook_attempt_duration CHECK (duration_ms >= 0),
  ADD CONSTRAINT webhook_attempt_response CHECK (char_length(response) <= 1000);
-- All that the workers look for.
CREATE INDEX webhook_delivery_due ON webhook_delivery (due_at) WHERE state = 'pending';

ALTER TABLE vault_record DROP CONSTRAINT vault_record_kind,
  ADD CONSTRAINT vault_record_kind CHECK (
    kind IN ('given_name', 'proven_person', 'given_organisation', 'proven_organisation', 'phone', 'change_form', 'webhook_secret'));

REVOKE DELETE, TRUNCATE ON webhook_endpoint, webhook_secret, webhook_event, webhook_delivery, webhook_attempt FROM tenure_app;
REVOKE UPDATE ON webhook_endpoint, webhook_secret, webhook_event, webhook_delivery, webhook_attempt FROM tenure_app;
GRANT UPDATE (state, url, description, types, ended_at, failing_since, stopped_because) ON webhook_endpoint TO tenure_app;
GRANT UPDATE (retires_at) ON webhook_secret TO tenure_app;
GRANT UPDATE (state, attempts, due_at, settled_at) ON webhook_delivery TO tenure_app;

DO $$
DECLARE
  told text;
BEGIN
  FOREACH told IN ARRAY ARRAY['webhook_endpoint', 'webhook_secret', 'webhook_event', 'webhook_delivery', 'webhook_attempt'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', told);
    EXECUTE format('CREATE POLICY of_account ON %I TO tenure_app
      USING (tenure_sees(account_id)) WITH CHECK (tenure_sees(account_id))', told);
  END LOOP;
END $$;

-- Writes an event and puts it on its way to the endpoints that ask for it. Called under the lock of the object's row, so
-- that the events of an object are numbered in the order in which their changes commit.
CREATE FUNCTION webhook_tell(of_account uuid, of_period uuid, noun text, happening text, object_kind text, of_object uuid)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  event uuid := uuidv7();
BEGIN
  INSERT INTO webhook_event (id, account_id, holder_period_id, type, object, object_id, sequence, occurred_at)
  SELECT event, of_account, of_period, noun || '.' || happening, object_kind, of_object,
         coalesce((SELECT max(e.sequence) FROM webhook_event e WHERE e.object = object_kind AND e.object_id = of_object), 0) + 1,
         tenure_now(of_account);
  -- What was another holder's is told to none of this one's addresses (C4.10).
  INSERT INTO webhook_delivery (id, account_id, endpoint_id, event_id, due_at, created_at)
  SELECT uuidv7(), of_account, w.id, event, tenure_now(), tenure_now()
    FROM webhook_endpoint w
    JOIN holder_period theirs ON theirs.id = w.holder_period_id
    JOIN holder_period whose ON whose.id = of_period AND whose.subject_id = theirs.subject_id
   WHERE w.account_id = of_account AND w.state <> 'ended'
     AND (cardinality(w.types) = 0 OR noun || '.' || happening = ANY (w.types));
  RETURN event;
END $$;
REVOKE EXECUTE ON FUNCTION webhook_tell(uuid, uuid, text, text, text, uuid) FROM PUBLIC;

-- One trigger for every kind of object; its arguments are the noun, and a happening that is no state.
CREATE FUNCTION webhook_of_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  changed jsonb := to_jsonb(NEW);
  noun text := TG_ARGV[0];
  account uuid := CASE noun WHEN 'account' THEN changed->>'id' ELSE changed->>'account_id' END;
BEGIN
  -- A mail to the desk is nobody's until somebody says whose.
  IF account IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM webhook_tell(
    account,
    coalesce(
      -- An order, and what was paid for it, is that of who held the account then; credits pass with the account (C4.6).
      CASE WHEN noun = 'order' THEN (changed->>'holder_period_id')::uuid END,
      (SELECT o.holder_period_id FROM "order" o WHERE o.id = (changed->>'order_id')::uuid AND noun <> 'credit_lot'),
      CASE WHEN noun = 'subject_change' THEN (changed->>'holder_period_id')::uuid END,
      (SELECT p.id FROM holder_period p WHERE p.account_id = account AND p.ended_at IS NULL)),
    CASE WHEN noun = 'order' AND changed->>'kind' = 'top_up' THEN 'top_up' ELSE noun END,
    coalesce(TG_ARGV[1], changed->>'state'),
    noun,
    coalesce(changed->>'id', changed->>'account_id')::uuid);
  RETURN NULL;
END $$;

DO $$
DECLARE
  -- table, noun
  source text[];
BEGIN
  FOREACH source SLICE 1 IN ARRAY ARRAY[
    ['account', 'account'], ['auto_top_up', 'auto_top_up'], ['credit_lot', 'credit_lot'], ['payment_dispute', 'dispute'],
    ['gift_subscription', 'gift_subscription'], ['order', 'order'], ['plan_change', 'plan_change'], ['refund', 'refund'],
    ['refund_case', 'refund_case'], ['subject_change', 'subject_change'], ['subscription', 'subscription']] LOOP
    -- That an account was opened is known to who opened it, and nobody holds it at that moment.
    IF source[1] <> 'account' THEN
      EXECUTE format('CREATE TRIGGER webhook_of_insert AFTER INSERT ON %I FOR EACH ROW EXECUTE FUNCTION webhook_of_change(%L)',
        source[1], source[2]);
    END IF;
    EXECUTE format('CREATE TRIGGER webhook_of_update AFTER UPDATE OF state ON %I FOR EACH ROW
      WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION webhook_of_change(%L)', source[1], source[2]);
  END LOOP;
END $$;
CREATE TRIGGER webhook_of_attribution AFTER UPDATE OF account_id ON refund_case FOR EACH ROW
  WHEN (OLD.account_id IS NULL AND NEW.account_id IS NOT NULL AND OLD.state = NEW.state)
  EXECUTE FUNCTION webhook_of_change('refund_case');
CREATE TRIGGER webhook_of_warning AFTER UPDATE OF warned_at ON credit_lot FOR EACH ROW
  WHEN (OLD.warned_at IS NULL AND NEW.warned_at IS NOT NULL)
  EXECUTE FUNCTION webhook_of_change('credit_lot', 'expiring');

-- A try of an endpoint by its owner: to it alone, whatever types it asks for.
CREATE FUNCTION webhook_test(of_endpoint uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  tried webhook_endpoint;
  event uuid := uuidv7();
BEGIN
  SELECT * INTO tried FROM webhook_endpoint WHERE id = of_endpoint AND tenure_sees(account_id) AND state = 'enabled' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  INSERT INTO webhook_event (id, account_id, holder_period_id, type, object, object_id, sequence, occurred_at)
  SELECT event, tried.account_id, tried.holder_period_id, 'webhook_endpoint.test', 'webhook_endpoint', tried.id,
         coalesce((SELECT max(e.sequence) FROM webhook_event e WHERE e.object = 'webhook_endpoint' AND e.object_id = tried.id), 0) + 1,
         tenure_now(tried.account_id);
  INSERT INTO webhook_delivery (id, account_id, endpoint_id, event_id, due_at, created_at)
  VALUES (uuidv7(), tried.account_id, tried.id, event, tenure_now(), tenure_now());
  RETURN event;
END $$;

-- Events and deliveries are written by the functions above and by nothing else.
REVOKE INSERT ON webhook_event, webhook_delivery FROM tenure_app;
