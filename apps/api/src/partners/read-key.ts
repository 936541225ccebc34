import { hash } from "node:crypto";
import { z } from "zod";
import { toAccountFacts } from "../accounts/account-facts.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import type { KeyCaller } from "../identity/caller.ts";
import { KEY_SCOPES } from "./key-scopes.ts";

/** What is kept of a key: SHA-256. Enough, because a key is 256 random bits and not a password. */
export const hashKey = (key: string): string => hash("sha256", key, "hex");

const BEARER = /^Bearer ([\x21-\x7e]{1,200})$/i;

/** The key in an Authorization header; null where there is none in it. */
export const bearerOf = (authorization: string): string | null => BEARER.exec(authorization)?.[1] ?? null;

/** A key's row with its account, as the query below gives it. */
const keyRow = z.object({
  id: z.string(),
  scopes: z.array(z.string()),
  allowedNetworks: z.array(z.string()),
  stale: z.boolean(),
  accountId: z.string(),
  name: z.string(),
  state: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  language: z.string(),
  livemode: z.boolean(),
});

/** A key that is good, and the networks from which it may be used; none: from anywhere. */
export interface FoundKey {
  readonly caller: KeyCaller;
  readonly allowedNetworks: readonly string[];
}

/** The caller behind a key, or null when it is unknown, expired or revoked. One query: gateways ask it per request. */
export const readKey = (db: Database, key: string): Promise<FoundKey | null> =>
  db.within(PLATFORM, async (tx) => {
    // Expiry by the account's clock; the minute of last use is enough to see a key that nobody needs any more.
    const [row] = await tx.$queryRaw<unknown[]>`
      SELECT k.id, k.scopes, k.allowed_networks AS "allowedNetworks", coalesce(k.last_used_at < tenure_now(a.id) - interval '1 minute', true) AS stale,
             a.id AS "accountId", a.name, a.state, a.currency, a.time_zone AS "timeZone", a.language, a.livemode
        FROM api_key k JOIN account a ON a.id = k.account_id
       WHERE k.key_hash = ${hashKey(key)} AND k.revoked_at IS NULL AND k.expires_at > tenure_now(a.id)`;
    if (row === undefined) return null;
    const found = keyRow.parse(row);
    if (found.stale)
      await tx.$executeRaw`UPDATE api_key SET last_used_at = tenure_now(account_id) WHERE id = ${found.id}::uuid`;
    return {
      caller: {
        kind: "api_key",
        keyId: found.id,
        account: toAccountFacts({ ...found, id: found.accountId }),
        scopes: KEY_SCOPES.filter((scope) => found.scopes.includes(scope)),
      },
      allowedNetworks: found.allowedNetworks,
    };
  });
