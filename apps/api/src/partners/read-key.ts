import { createHash } from "node:crypto";
import { toAccountFacts } from "../accounts/account-facts.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import type { KeyCaller } from "../identity/caller.ts";
import { KEY_SCOPES } from "./key-scopes.ts";

/** What is kept of a key: SHA-256. Enough, because a key is 256 random bits and not a password. */
export const hashKey = (key: string): string => createHash("sha256").update(key).digest("hex");

/** The caller behind a key, or null when it is unknown, expired or revoked. */
export const readKey = (db: Database, key: string): Promise<KeyCaller | null> =>
  db.within(PLATFORM, async (tx) => {
    const found = await tx.apiKey.findUnique({
      where: { keyHash: hashKey(key) },
      include: { account: true },
    });
    if (found === null || found.revokedAt !== null) return null;
    // Expiry by the database clock; the minute of last use is enough to see a key that nobody needs any more.
    const [clock] = await tx.$queryRaw<{ expired: boolean; stale: boolean }[]>`
      SELECT expires_at <= tenure_now(account_id) AS expired,
             coalesce(last_used_at < tenure_now(account_id) - interval '1 minute', true) AS stale
        FROM api_key WHERE id = ${found.id}::uuid`;
    if (clock === undefined || clock.expired) return null;
    if (clock.stale)
      await tx.$executeRaw`UPDATE api_key SET last_used_at = tenure_now(account_id) WHERE id = ${found.id}::uuid`;
    return {
      kind: "api_key",
      keyId: found.id,
      account: toAccountFacts(found.account),
      scopes: KEY_SCOPES.filter((scope) => found.scopes.includes(scope)),
    };
  });
