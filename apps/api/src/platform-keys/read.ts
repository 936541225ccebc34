import { z } from "zod";
import { type Database, PLATFORM } from "../db/database.ts";
import type { PlatformKeyCaller } from "../identity/caller.ts";
import { KEY_SCOPES } from "../partners/key-scopes.ts";
import { hashKey } from "../partners/read-key.ts";
import { PLATFORM_KEY_START } from "./fields.ts";

/** Whether a bearer is the platform's, by how it begins; whether it is good, the database says. */
export const isPlatformKey = (key: string): boolean => key.startsWith(PLATFORM_KEY_START);

const keyRow = z.object({
  id: z.string(),
  livemode: z.boolean(),
  scopes: z.array(z.string()),
  allowedNetworks: z.array(z.string()),
  stale: z.boolean(),
});

/** A platform key that is good, and the networks from which it may be used; none: from anywhere. */
export interface FoundPlatformKey {
  readonly caller: PlatformKeyCaller;
  readonly allowedNetworks: readonly string[];
}

/** The caller behind a platform key, or null when it is unknown, expired or revoked. */
export const readPlatformKey = (db: Database, key: string): Promise<FoundPlatformKey | null> =>
  db.within(PLATFORM, async (tx) => {
    const [row] = await tx.$queryRaw<unknown[]>`
      SELECT id, livemode, scopes, allowed_networks AS "allowedNetworks",
             coalesce(last_used_at < tenure_now() - interval '1 minute', true) AS stale
        FROM platform_key WHERE key_hash = ${hashKey(key)} AND revoked_at IS NULL AND expires_at > tenure_now()`;
    if (row === undefined) return null;
    const found = keyRow.parse(row);
    if (found.stale)
      await tx.$executeRaw`UPDATE platform_key SET last_used_at = tenure_now() WHERE id = ${found.id}::uuid`;
    return {
      caller: {
        kind: "platform_key",
        keyId: found.id,
        livemode: found.livemode,
        scopes: KEY_SCOPES.filter((scope) => found.scopes.includes(scope)),
      },
      allowedNetworks: found.allowedNetworks,
    };
  });
