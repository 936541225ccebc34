-- Keys of the platform's own programs, such as its gateway: they act on any account, which every request names.

-- CreateTable
CREATE TABLE "platform_key" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "scopes" TEXT[],
    "allowed_networks" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "replaces_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "platform_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "platform_key_key_hash_key" ON "platform_key"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "platform_key_replaces_id_key" ON "platform_key"("replaces_id");

-- AddForeignKey
ALTER TABLE "platform_key" ADD CONSTRAINT "platform_key_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "platform_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE platform_key
  ADD CONSTRAINT platform_key_name CHECK (char_length(name) BETWEEN 1 AND 80),
  ADD CONSTRAINT platform_key_scopes CHECK (cardinality(scopes) >= 1),
  ADD CONSTRAINT platform_key_ends CHECK (expires_at > created_at);
REVOKE UPDATE, DELETE, TRUNCATE ON platform_key FROM tenure_app;
GRANT UPDATE (expires_at, revoked_at, last_used_at) ON platform_key TO tenure_app;
ALTER TABLE platform_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_platform ON platform_key TO tenure_app USING (tenure_sees(NULL)) WITH CHECK (tenure_sees(NULL));
