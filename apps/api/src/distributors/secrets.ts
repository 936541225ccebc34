import { createHmac } from "node:crypto";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";

/** How long notifications signed with the secret before still count after a rotation. Milliseconds. */
export const ROTATION_MS = 24 * 3_600_000;

/**
 * A distributor's signing secret. Derived from the platform's own secret and the row's id, so that the database alone
 * forges no notification (docs/decisions/0018).
 */
export const secretOf = (platformSecret: string, distributor: string, secretId: string): string =>
  `tdsec_${createHmac("sha256", platformSecret).update(`distributor\n${distributor}\n${secretId}`).digest("base64url")}`;

/** Adds a secret; those before it count for a day longer. @returns the new one's id */
export async function addSecret(tx: Tx, distributor: string, now: Instant): Promise<string> {
  await tx.distributorSecret.updateMany({
    where: { distributorName: distributor, retiresAt: null },
    data: { retiresAt: new Date(Date.parse(now) + ROTATION_MS) },
  });
  const id = newId();
  await tx.distributorSecret.createMany({
    data: { id, distributorName: distributor, createdAt: new Date(now) },
  });
  return id;
}

/** The secrets that count now, newest first. */
export async function secretsOf(
  tx: Tx,
  platformSecret: string,
  distributor: string,
  now: Instant,
): Promise<string[]> {
  const rows = await tx.distributorSecret.findMany({
    where: {
      distributorName: distributor,
      OR: [{ retiresAt: null }, { retiresAt: { gt: new Date(now) } }],
    },
    orderBy: { createdAt: "desc" },
    take: 10,
  });
  return rows.map(({ id }) => secretOf(platformSecret, distributor, id));
}
