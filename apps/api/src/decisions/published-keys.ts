import type { PublicKey } from "@tenure/core/decision";
import type { Instant } from "@tenure/core/time";
import type { Database } from "../db/database.ts";

/** A verification key with the instant it first signed. */
export interface DatedKey extends PublicKey {
  readonly firstUsed: Instant;
}

/** Every verification key ever used, oldest first: receipts outlive a rotation. */
export async function readPublishedKeys(db: Database): Promise<DatedKey[]> {
  const rows = await db.prisma.publishedKey.findMany({ orderBy: { firstUsed: "asc" } });
  return rows.map(({ keyId, publicKey, firstUsed }) => ({
    keyId,
    publicKey,
    firstUsed: firstUsed.toISOString(),
  }));
}
