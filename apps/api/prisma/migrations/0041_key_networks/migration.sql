-- From where a key may be used (empty: from anywhere), and which key it takes the place of.
ALTER TABLE "api_key"
  ADD COLUMN "allowed_networks" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "replaces_id" UUID;
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_replaces_id_fkey"
  FOREIGN KEY ("replaces_id") REFERENCES "api_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- A key is replaced once: two at the same moment make one new key, not two.
CREATE UNIQUE INDEX "api_key_replaces_id_key" ON "api_key"("replaces_id");
